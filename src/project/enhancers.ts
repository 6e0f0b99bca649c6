import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { memberName, propertyOf, walk } from '../../codemods/lib/walk';
import type { DecoratorDialect } from '../frameworks/index';
import type { Middleware, MiddlewareCall } from '../types';
import { classOf, decoratorsOf } from './decorators';
import { type Call, type Site, siteOf } from './sites';

type FoundMiddleware = Omit<Middleware, 'order'> & { moment: number[] };

/** Pipes, guards and filters that are registered for all routes, and what allows other origins. */
export function findEnhancers(
  modules: readonly Module[],
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  app: Site,
  resolver: Resolver,
  dialect: DecoratorDialect,
): FoundMiddleware[] {
  const found: FoundMiddleware[] = [];
  const add = (module: Module, node: Node, argument: Node, from: MiddlewareCall[]): void => {
    const common = { file: module.path, node, argument, path: '/', onApp: true, conditional: false };
    // Filters come last, behind every route.
    const errorHandler = catchesAll(resolver, module, argument, dialect);
    found.push({ ...common, from, errorHandler, moment: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] });
  };
  for (const { module, node } of calls) {
    const method = memberName(node.callee);
    if (method === null || !('object' in node.callee)) continue;
    if (siteOf(sites, resolver, module, node.callee.object as Node) !== app) continue;
    if (dialect.globals.includes(method))
      for (const argument of node.arguments) add(module, node, argument, madeBy(resolver, module, argument));
    if (method === dialect.cors)
      add(module, node, node, [{ name: dialect.cors, file: module.path, node, arguments: node.arguments }]);
  }
  const option = corsOption(app, resolver, dialect);
  if (option) add(option.module, option.node, option.node, [option.call]);
  for (const module of modules)
    for (const given of providersOf(module, resolver, dialect))
      add(module, given.node, given.value, madeBy(resolver, module, given.value));
  return found;
}

/** `NestFactory.create(AppModule, { cors: true })`, its options also in a variable. */
function corsOption(
  { module, node }: Site,
  resolver: Resolver,
  dialect: DecoratorDialect,
): { module: Module; node: Node; call: MiddlewareCall } | null {
  for (const argument of node.type === 'CallExpression' ? node.arguments : []) {
    const options = resolver.resolve(module, argument);
    const value = options?.kind === 'node' ? propertyOf(options.node, dialect.corsOption) : null;
    if (!value || options?.kind !== 'node') continue;
    if (value.type === 'BooleanLiteral' && !value.value) continue;
    const at = options.module;
    return { module: at, node: value, call: { name: dialect.cors, file: at.path, node: value, arguments: [value] } };
  }
  return null;
}

/** `{ provide: APP_PIPE, useClass: ValidationPipe }` in the providers of any module. */
function providersOf(module: Module, resolver: Resolver, dialect: DecoratorDialect): { node: Node; value: Node }[] {
  const found: { node: Node; value: Node }[] = [];
  if (!dialect.providers.some((name) => module.text.includes(name.split('#')[1]!))) return found;
  walk(module.ast.program, (node) => {
    const token = propertyOf(node, 'provide');
    const name = token && resolver.packageName(module, token);
    if (!name || !dialect.providers.includes(name)) return;
    const value = ['useClass', 'useValue', 'useExisting', 'useFactory']
      .map((key) => propertyOf(node, key))
      .find(Boolean);
    if (value) found.push({ node, value: value.type === 'ArrowFunctionExpression' ? value.body : value });
  });
  return found;
}

/** The package of the class, itself or through its parents: `class AppThrottler extends ThrottlerGuard`. */
function madeBy(resolver: Resolver, module: Module, argument: Node, depth = 0): MiddlewareCall[] {
  const value = resolver.resolve(module, argument);
  const at = value?.kind === 'node' ? value.module : module;
  const made = value?.kind === 'node' && value.node.type === 'NewExpression' ? value.node : null;
  const name = resolver.packageName(at, made ? made.callee : argument);
  if (name !== null) return [{ name, file: at.path, node: made ?? argument, arguments: made?.arguments ?? [] }];
  const own = depth < 4 ? classOf(resolver, module, argument) : null;
  return own?.node.superClass ? madeBy(resolver, own.module, own.node.superClass, depth + 1) : [];
}

/** A filter whose decorator names no class of errors; one that is left to a factory is believed to. */
function catchesAll(resolver: Resolver, module: Module, argument: Node, dialect: DecoratorDialect): boolean {
  const own = classOf(resolver, module, argument);
  const decorators = own ? decoratorsOf(resolver, own.module, own.node) : [];
  const filter = decorators.find(({ name }) => name === `${dialect.package}#${dialect.filter}`);
  return filter !== undefined && filter.arguments.length === 0;
}
