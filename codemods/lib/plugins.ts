import type { Node } from '@babel/types';
import type { ChainDialect } from './chain';
import { type Module, type Resolver, returnedExpression, type Value } from './resolve';
import { isFunction, memberName, walk } from './walk';

/** How a framework hands parts of an app a scope of their own: `app.register(plugin, { prefix: '/api' })`. */
export interface PluginDialect {
  /** The method that takes a plugin and its options. */
  method: string;
  /** The option that says under which path. */
  prefix: string;
  /** Packages whose function makes a plugin that shares the scope of what it is registered on. */
  transparent: string[];
  /** Packages that register every plugin of a folder. */
  folders: string[];
  /** What adds a function to every request of the scope, by its name and its argument: `addHook('onRequest', fn)`. */
  hooks: Record<string, number>;
}

/** The function that a plugin is, and whether what it registers reaches the scope around it. */
export interface Plugin {
  module: Module;
  fn: Node;
  transparent: boolean;
}

/** The plugin that an expression stands for, also inside `fp(…)`, an `import()` and a factory; null for packages. */
export function pluginOf(resolver: Resolver, module: Module, expression: Node, dialect: PluginDialect): Plugin | null {
  const value = resolver.resolve(module, expression);
  return value && pluginOfValue(resolver, value, dialect, 0);
}

/** The plugin that a value is; of a module its default export. */
export function pluginOfValue(resolver: Resolver, value: Value, dialect: PluginDialect, depth = 0): Plugin | null {
  if (depth > 4 || value.kind === 'package') return null;
  if (value.kind === 'namespace') {
    const main = value.module.exports.named.has('default') ? resolver.member(value, 'default') : null;
    return main && pluginOfValue(resolver, main, dialect, depth + 1);
  }
  const { module, node } = value;
  if (isFunction(node)) return { module, fn: node, transparent: false };
  if (node.type !== 'CallExpression') return null;
  const callee = resolver.resolve(module, node.callee);
  if (callee?.kind === 'package') {
    const inner = dialect.transparent.includes(callee.name) && node.arguments[0];
    const given = inner ? resolver.resolve(module, inner) : null;
    const plugin = given && pluginOfValue(resolver, given, dialect, depth + 1);
    return plugin && { ...plugin, transparent: true };
  }
  const returned = callee?.kind === 'node' ? returnedExpression(callee.node) : null;
  const made = returned && callee?.kind === 'node' ? resolver.resolve(callee.module, returned) : null;
  return made && pluginOfValue(resolver, made, dialect, depth + 1);
}

/** The parameter under which a file's exported plugin is handed the app, where it registers something on that. */
export function exportedPlugin(module: Module, resolver: Resolver, { plugins, register }: ChainDialect): Node | null {
  if (!plugins) return null;
  const { assigned, named } = module.exports;
  const exported = assigned ?? named.get('default');
  const plugin = exported ? pluginOf(resolver, module, exported, plugins) : null;
  const parameter = plugin?.module === module && isFunction(plugin.fn) ? plugin.fn.params[0] : undefined;
  if (!plugin || parameter?.type !== 'Identifier') return null;
  let registers = false;
  walk(plugin.fn, (node) => {
    const callee = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee : null;
    if (callee?.object.type === 'Identifier' && callee.object.name === parameter.name)
      registers ||= register.includes(memberName(callee) ?? '');
    return !registers;
  });
  return registers ? parameter : null;
}
