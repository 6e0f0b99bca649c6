import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { textOf } from '../../../codemods/lib/text';
import { propertyOf, walk } from '../../../codemods/lib/walk';
import type { Middleware, Project, Report, Route, Rule } from '../../types';
import { ownMiddleware } from '../place';

const PLUGINS = [
  '@fastify/rate-limit',
  '@fastify/rate-limit#fastifyRateLimit',
  '@fastify/rate-limit#default',
  'fastify-rate-limit',
];

/** The plugin limits the routes that it hears of: those that are there before it is loaded, it never does. */
export const unawaited: Rule = {
  id: 'rate-limit/unawaited',
  severity: 'medium',
  cwe: 'CWE-770',
  owasp: 'A06:2025 Insecure Design',
  fixed: 'never',
  summary: 'Routes beside a plugin that limits are made before it is loaded, and have no limit.',
  check: (project) =>
    ownMiddleware(project, PLUGINS).flatMap(({ middleware }): Report[] => {
      const [missed, ...others] = missedBy(project, middleware);
      if (!missed) return [];
      const more = others.length > 0 ? `, as ${others.length} more` : '';
      return [
        {
          file: middleware.file,
          node: middleware.node,
          message: `It is not loaded yet where ${nameOf(missed)} is made: that has no limit${more}.`,
          fix: 'manual',
          snippet: 'await app.register(rateLimit, { … });',
        },
      ];
    }),
};

const nameOf = ({ method, path, localPath }: Route): string =>
  `${method.toUpperCase()} ${path ?? localPath ?? ''}`.trim();

/** The routes of the same function behind it, with nothing awaited between: what is awaited loads what was registered. */
function missedBy(project: Project, { file, node }: Middleware): Route[] {
  const module = project.moduleOf(file);
  if (!module || module.scopes.parents.get(node)?.type === 'AwaitExpression') return [];
  const within = module.scopes.functionAround(node);
  const behind = project.routes.filter(
    (route) =>
      route.file === file && route.node.start! > node.end! && module.scopes.functionAround(route.node) === within,
  );
  return behind.filter(
    (route) => isMeant(module, node, route) && !isAwaitedBetween(module, within, node.end!, route.node.start!),
  );
}

/** With `global: false` only those that say so, and never those that say `rateLimit: false`. */
function isMeant(module: Module, node: Node, route: Route): boolean {
  const text = textOf(module, route.node);
  if (/\brateLimit\s*:\s*false/.test(text)) return false;
  const global = 'arguments' in node ? propertyOf(node.arguments[1], 'global') : null;
  return global?.type !== 'BooleanLiteral' || global.value || /\brateLimit\b/.test(text);
}

function isAwaitedBetween(module: Module, within: Node, start: number, end: number): boolean {
  let found = false;
  walk(within, (node) => {
    if (node.type === 'AwaitExpression' && node.start! >= start && node.start! < end)
      found ||= module.scopes.functionAround(node) === within;
    return !found;
  });
  return found;
}
