import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { textOf } from '../../codemods/lib/text';
import { keyName, literalText, propertyOf } from '../../codemods/lib/walk';
import type { DecoratorDialect, FrameworkDialect } from '../frameworks/index';
import type { Handler, Route } from '../types';
import { type ClassNode, classesOf, classOf, type Decorator, decoratorsOf, type MethodNode } from './decorators';
import { type Prefixes, textsOf } from './prefixes';
import { type Checks, readsOfMethod } from './reads-decorated';
import { joinPath } from './sites';

type FoundRoute = Omit<Route, 'order'> & { moment: number[] };

interface Context {
  resolver: Resolver;
  dialect: FrameworkDialect;
  decorators: DecoratorDialect;
  prefixes: Prefixes;
  checks: Checks;
}

/** The routes that the methods of controllers are, in the order of files and of the source within. */
export function findDecoratedRoutes(modules: readonly Module[], context: Context): FoundRoute[] {
  return modules.flatMap((module, rank) =>
    classesOf(module).flatMap((node) => {
      const outer = decoratorsOf(context.resolver, module, node);
      const controller = outer.find(({ name }) => name === nameOf(context, context.decorators.controller));
      return controller ? routesOf(context, { module, node, outer, controller }, rank) : [];
    }),
  );
}

interface Controller {
  module: Module;
  node: ClassNode;
  outer: Decorator[];
  controller: Decorator;
}

const nameOf = ({ decorators }: Context, name: string): string => `${decorators.package}#${name}`;

function routesOf(context: Context, { module, node, outer, controller }: Controller, rank: number): FoundRoute[] {
  const { resolver, prefixes } = context;
  const [argument] = controller.arguments;
  const options = argument?.type === 'ObjectExpression' ? argument : null;
  const at = options ? propertyOf(options, 'path') : argument;
  const paths = at ? textsOf(resolver, controller.module, at) : [''];
  const version = options && propertyOf(options, 'version');
  const versions = version ? textsOf(resolver, controller.module, version) : prefixes.defaultVersions;
  return methodsOf(resolver, module, node).flatMap((method) => toRoutes(context, method, outer, paths, versions, rank));
}

interface Method {
  module: Module;
  owner: ClassNode;
  node: MethodNode;
}

/** The methods of a class, and those of its parents that it does not have itself. */
function methodsOf(resolver: Resolver, module: Module, owner: ClassNode, depth = 0): Method[] {
  const own = owner.body.body.filter((member): member is MethodNode => member.type === 'ClassMethod');
  const names = new Set(own.map((method) => keyName(method)));
  const parent = depth < 6 ? classOf(resolver, module, owner.superClass) : null;
  const inherited = parent ? methodsOf(resolver, parent.module, parent.node, depth + 1) : [];
  return [
    ...own.map((node) => ({ module, owner, node })),
    ...inherited.filter(({ node }) => !names.has(keyName(node))),
  ];
}

function toRoutes(
  context: Context,
  { module, owner, node }: Method,
  outer: Decorator[],
  paths: string[],
  controllerVersions: string[],
  rank: number,
): FoundRoute[] {
  const { resolver, decorators: words, prefixes } = context;
  const decorators = decoratorsOf(resolver, module, node);
  const verbOf = ({ name }: Decorator): string | undefined =>
    Object.entries(words.verbs).find(([verb]) => name === nameOf(context, verb))?.[1];
  const name = keyName(node) ?? '';
  const own = decorators.find((each) => each.name === nameOf(context, words.version))?.arguments[0];
  const versions = own ? textsOf(resolver, module, own) : controllerVersions;
  const all = [...outer, ...decorators];
  return decorators.filter(verbOf).flatMap((decorator) => {
    const [argument] = decorator.arguments;
    const locals = argument ? textsOf(resolver, decorator.module, argument) : [''];
    const common = {
      file: module.path,
      node: decorator.node,
      method: verbOf(decorator)!,
      occurrence: 0,
      chained: false,
      handlers: [...guardHandlers(context, all), handlerOf(module, node)],
      guards: all.flatMap((each) => guardsOf(context, each)),
      reads: readsOfMethod(resolver, module, node, all, context),
      // When the app listens: behind everything that is registered on it.
      moment: [Number.MAX_SAFE_INTEGER, rank, node.start!],
      onApp: false,
      decorated: { class: owner.id?.name ?? '', method: name },
    };
    const localPath = joinPath(`/${paths[0]}`, locals[0]!);
    return combined(paths, locals, versions, prefixes).map((path): FoundRoute => ({ ...common, localPath, path }));
  });
}

/** Every combination of what stands before a route, and of its own paths. */
function combined(paths: string[], locals: string[], versions: string[], prefixes: Prefixes): (string | null)[] {
  const inPath = prefixes.version !== null && versions.length > 0 ? versions : [''];
  return paths.flatMap((path) =>
    locals.flatMap((local) => {
      const plain = joinPath(`/${path}`, local);
      const global = prefixes.excluded.includes(plain) ? '' : prefixes.path;
      return inPath.map((version) => {
        if (global === null) return null;
        const prefixed = version === '' ? global : `${global}/${prefixes.version}${version}`;
        return joinPath(`/${prefixed}`, plain);
      });
    }),
  );
}

/** Names of what a decorator puts in front of the route: the guards with what they are given, and itself, `Throttle`. */
function guardsOf(context: Context, { name, module, arguments: args }: Decorator): string[] {
  if (name !== nameOf(context, context.decorators.guards))
    return name.startsWith(`${context.decorators.package}#`) ? [] : [name.split('#').at(-1)!];
  return args.flatMap((guard) => {
    const made = guard.type === 'CallExpression' || guard.type === 'NewExpression' ? guard : null;
    const given = made?.arguments.map((each) => literalText(each)).filter((text) => text !== null) ?? [];
    return [textOf(module, made ? made.callee : guard), ...given];
  });
}

function handlerOf(module: Module, node: MethodNode): Handler {
  return { file: module.path, argument: node.key, fn: node, fnFile: module.path, async: node.async };
}

/** Guards that a package makes with a strategy: `AuthGuard('local')`, or a class on top of it. */
function guardHandlers(context: Context, decorators: readonly Decorator[]): Handler[] {
  const { resolver, decorators: words } = context;
  return decorators
    .filter(({ name }) => name === nameOf(context, words.guards))
    .flatMap(({ module, arguments: args }) =>
      args.flatMap((argument): Handler[] => {
        const made = classOf(resolver, module, argument);
        const [at, call]: [Module, Node | null | undefined] = made
          ? [made.module, made.node.superClass]
          : [module, argument];
        const maker = call?.type === 'CallExpression' ? resolver.packageName(at, call.callee) : null;
        if (!call || maker === null || !words.strategies.includes(maker)) return [];
        return [{ file: at.path, argument: call, fn: null, fnFile: null, async: false }];
      }),
    );
}
