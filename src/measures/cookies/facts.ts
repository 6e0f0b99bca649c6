import { registeringCalls } from '../../../codemods/lib/chain';
import type { CookieFacts } from '../../../codemods/lib/cookies/flags';
import { withWord } from '../../../codemods/lib/text';
import { keyName, propertyOf } from '../../../codemods/lib/walk';
import type { Project } from '../../types';
import { oncePerProject } from '../once';
import { scanned, someText } from '../scanned';

/** What the whole project says about its cookies. */
export const cookieFacts = oncePerProject((project): CookieFacts => ({
  trustsProxy: someText(project, TRUSTS),
  preset: presets(project),
  named: someText(project, NAMED),
  // Where it is imported from differs from file to file.
  store: canStore(project) ? '' : null,
  environment: project.form.brackets ? "process.env['NODE_ENV']" : 'process.env.NODE_ENV',
}));

/** `app.set('trust proxy', …)`, `app.proxy = true`, `new Koa({ proxy: true })`, `fastify({ trustProxy: … })` */
const TRUSTS = withWord(
  ['proxy', 'Proxy'],
  /^[^\n/*]*(['"]trust proxy['"]|\.proxy\s*=\s*(true|\w)|\bproxy:\s*true|\btrustProxy\b)/m,
);
/** The name that sessions have by default. */
const NAMED = withWord(['sid'], /connect\.sid|['"`]sid['"`]|cookies\.sid\b/);

/** What @fastify/cookie gives to every cookie: `parseOptions`. */
function presets(project: Project): string[] {
  return scanned(project, withWord(['ookie'], /parseOptions/)).flatMap(({ module }) =>
    registeringCalls(module, project.resolver, ['@fastify/cookie', 'fastify-cookie']).flatMap(
      ({ arguments: [, options] }) => {
        const given = propertyOf(options, 'parseOptions');
        return given?.type === 'ObjectExpression' ? given.properties.flatMap((each) => keyName(each) ?? []) : [];
      },
    ),
  );
}

/** The generated store speaks to Redis through ioredis, whose older versions are made in another way. */
const canStore = ({ manifest }: Project): boolean =>
  !/^\D*[0-4]\b/.test(manifest.installed['ioredis'] ?? manifest.dependencies['ioredis'] ?? '5');
