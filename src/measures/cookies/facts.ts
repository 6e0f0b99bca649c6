import { registeringCalls } from '../../../codemods/lib/chain';
import type { CookieFacts } from '../../../codemods/lib/cookies/flags';
import { keyName, propertyOf } from '../../../codemods/lib/walk';
import type { Project } from '../../types';
import { scanned, someText } from '../scanned';

const known = new WeakMap<Project, CookieFacts>();

/** What the whole project says about its cookies. */
export function cookieFacts(project: Project): CookieFacts {
  const facts = known.get(project) ?? {
    trustsProxy: someText(project, TRUSTS),
    preset: presets(project),
    named: someText(project, /connect\.sid|['"`]sid['"`]|cookies\.sid\b/),
    environment: project.form.brackets ? "process.env['NODE_ENV']" : 'process.env.NODE_ENV',
  };
  known.set(project, facts);
  return facts;
}

/** `app.set('trust proxy', …)`, `app.proxy = true`, `new Koa({ proxy: true })`, `fastify({ trustProxy: … })` */
const TRUSTS = /^[^\n/*]*(['"]trust proxy['"]|\.proxy\s*=\s*(true|\w)|\bproxy:\s*true|\btrustProxy\b)/m;

/** What @fastify/cookie gives to every cookie: `parseOptions`. */
function presets(project: Project): string[] {
  return scanned(project, /parseOptions/).flatMap(({ module }) =>
    registeringCalls(module, project.resolver, ['@fastify/cookie', 'fastify-cookie']).flatMap(
      ({ arguments: [, options] }) => {
        const given = propertyOf(options, 'parseOptions');
        return given?.type === 'ObjectExpression' ? given.properties.flatMap((each) => keyName(each) ?? []) : [];
      },
    ),
  );
}
