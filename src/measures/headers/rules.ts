import type { Node } from '@babel/types';
import { packageCalls } from '../../../codemods/lib/chain';
import { inDevelopment } from '../../../codemods/lib/development';
import { isFunction, propertyOf } from '../../../codemods/lib/walk';
import type { Project, Report, Rule } from '../../types';
import { ownMiddleware } from '../place';
import { optionsOf } from '../values';

/** What mounts security headers. */
export const HELMET = [
  'helmet',
  'helmet#helmet',
  'lusca',
  'koa-helmet',
  '@fastify/helmet',
  '@fastify/helmet#fastifyHelmet',
  'fastify-helmet',
  'hono/secure-headers#secureHeaders',
] as const;
const OPTIONS = [
  'contentSecurityPolicy',
  'frameguard',
  'xFrameOptions',
  'hsts',
  'strictTransportSecurity',
  'noSniff',
  'xContentTypeOptions',
];

export const headerRules: Rule[] = [
  {
    id: 'headers/missing',
    severity: 'medium',
    cwe: 'CWE-693',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'always',
    summary: 'No security headers are sent: browsers allow framing, sniffing and any script.',
    check: (project) => (coversApp(project) ? [] : [atApp(project, missing(project))]),
  },
  {
    id: 'headers/weakened',
    severity: 'medium',
    cwe: 'CWE-693',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'sometimes',
    risk: 'behaviour',
    summary: 'A protection of helmet is switched off.',
    check: (project) => weakenedOptions(project),
  },
  {
    id: 'headers/late',
    severity: 'medium',
    cwe: 'CWE-693',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'never',
    summary: 'Helmet is mounted after routes or static files, which are answered without the headers.',
    check: late,
  },
];

/** Parts of helmet or lusca that are mounted one by one leave out the others. */
function missing(project: Project): string {
  const parts = project.middleware.flatMap(({ from }) =>
    from.filter(({ name }) => /^((koa-)?helmet|lusca)#/.test(name)),
  );
  if (parts.length === 0) return 'No security headers are sent: nothing mounts helmet or its like.';
  return `Only some security headers are sent: ${parts.map(({ name }) => name.replace('#', '.')).join(', ')}.`;
}

/** On a router or behind a path it leaves everything else without headers. */
const coversApp = (project: Project): boolean =>
  project.middleware.some(
    ({ onApp, path, from }) => onApp && path === '/' && from.some(({ name }) => HELMET.includes(name as never)),
  ) || project.files.some(isOurs);

/** Ours may be called inside a function that gives way to what a route sets. */
const isOurs = ({ generated, text }: Project['files'][number]): boolean =>
  generated && text.includes('function mountHeaders') && /\b(helmet|fastifyHelmet|secureHeaders)\b/.test(text);

/** Less is to be feared where helmet is called, and nothing shows on what: in a function that decides, or for another app. */
function atApp(project: Project, message: string): Report {
  const { app } = project;
  const at = parts(project).length === 0 ? calledAt(project) : null;
  return {
    file: app.file,
    node: app.node,
    message: at === null ? message : `The app itself mounts no helmet, as far as can be seen: ${at} calls it.`,
    fix: 'automatic',
    ...(at === null ? {} : { severity: 'low' }),
  };
}

const parts = ({ middleware }: Project): string[] =>
  middleware.flatMap(({ from }) =>
    from.flatMap(({ name }) => (/^((koa-)?helmet|lusca)(#|$)/.test(name) ? [name] : [])),
  );

const calledAt = ({ files, resolver, moduleOf }: Project): string | null =>
  files.find(({ path, text, generated, reachable }) => {
    const module = reachable && !generated && /['"][\w@/-]*helmet['"]/.test(text) ? moduleOf(path) : null;
    return (
      module && packageCalls(module, resolver, HELMET).some((call) => isFunction(module.scopes.functionAround(call)))
    );
  })?.path ?? null;

/** Options that are switched off in the app's own call of helmet. */
export function weakenedOptions(project: Project): Report[] {
  return ownMiddleware(project, HELMET).flatMap(({ call }) => {
    const options = optionsOf(project, call);
    const module = options && project.moduleOf(options.file);
    if (!module || inDevelopment(module, options.node) || inDevelopment(project.moduleOf(call.file)!, call.node))
      return [];
    const isWritten = options.node === call.arguments[0];
    return OPTIONS.flatMap((option) => {
      const value = propertyOf(options.node, option);
      return isFalse(value) ? [weakened(options.file, value!, option, isWritten)] : [];
    });
  });
}

const isFalse = (node: Node | null): boolean => node?.type === 'BooleanLiteral' && !node.value;

const weakened = (file: string, node: Node, option: string, isWritten: boolean): Report => ({
  file,
  node,
  message: `${option} is switched off.`,
  fix: option === 'contentSecurityPolicy' && isWritten ? 'automatic' : 'manual',
  risk: 'behaviour',
  // What speaks https to clients may send it, a proxy in front.
  ...(/^(hsts|strictTransportSecurity)$/.test(option) ? { severity: 'low' as const } : {}),
  snippet: option === 'contentSecurityPolicy' ? `${option}: { reportOnly: true }` : `${option}: true`,
});

function late(project: Project): Report[] {
  // A plugin's hooks are for every route of its scope, wherever that stands.
  if (project.chain['plugins']) return [];
  const [first] = ownMiddleware(
    project,
    HELMET.filter((name) => name !== 'lusca'),
  ).filter(({ middleware }) => middleware.onApp && middleware.path === '/');
  if (!first || isOursBefore(project, first.middleware.order)) return [];
  const answered = [
    ...project.routes.filter(({ onApp }) => onApp).map(({ order }) => order),
    ...project.middleware
      .filter(
        ({ onApp, from }) =>
          onApp && from.some(({ name }) => /^(express#static|serve-static|koa-static|koa-static-cache)$/.test(name)),
      )
      .map(({ order }) => order),
  ];
  if (!answered.some((order) => order < first.middleware.order)) return [];
  return [
    {
      file: first.middleware.file,
      node: first.middleware.node,
      message: 'helmet is mounted after routes or static files.',
      fix: 'manual',
      snippet: 'app.use(helmet()); // before anything that answers',
    },
  ];
}

const isOursBefore = (project: Project, order: number): boolean =>
  project.middleware.some(
    (middleware) => middleware.order < order && middleware.from.some(({ name }) => HELMET.includes(name as never)),
  );
