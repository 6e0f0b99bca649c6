import type { Node } from '@babel/types';
import { Removal } from './lib/removal';
import { type Binding, requiredSource } from './lib/scope';
import type { Source } from './lib/source';
import { open, type Transform } from './lib/transform';
import { isFunction, unwrap } from './lib/walk';

export interface TakeOutOptions {
  /** The module, as the file spells it. */
  from: string;
  /** What of it is taken out; null for an import that is there for its effect alone. */
  names: string[] | null;
  /** Those of the names that return what they are called with: `protectServer(server)`. */
  wrappers: string[];
}

/**
 * Takes what is imported from a module out of a file again: calls around a value, handlers of routes, decorators, and the
 * import. Nothing where one of its uses cannot be taken out alone.
 */
const takeOut: Transform<TakeOutOptions> = (file, api, { from, names, wrappers }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const removal = new Removal(source);
  if (names === null) {
    effectsOf(source, from).forEach((statement) => removal.statement(statement));
    return removal.finish();
  }
  const bindings = [...source.module.scopes.top.values()].filter((binding) => isOf(binding, from, names));
  for (const binding of bindings) {
    const name = binding.imported ?? binding.path[0]!;
    for (const use of usesOf(source, binding))
      if (!isInside(source, use, bindings) && !removal.use(use, wrappers.includes(name))) return undefined;
  }
  for (const binding of [...bindings, ...unused(source, removal.makers)]) removeBinding(source, binding, removal);
  return removal.finish();
};
export default takeOut;

const isOf = ({ kind, source, imported, init, path }: Binding, from: string, names: readonly string[]): boolean =>
  kind === 'import'
    ? source === from && names.includes(imported ?? '')
    : kind === 'variable' &&
      init !== null &&
      path.length === 1 &&
      requiredSource(unwrap(init)) === from &&
      names.includes(path[0]!);

/** Where the name stands but for its import, which may name it twice. */
const usesOf = ({ module: { scopes } }: Source, binding: Binding): Node[] =>
  scopes
    .usesOf(binding)
    .filter((use) => use.start !== binding.identifier.start && scopes.parents.get(use)?.type !== 'ImportSpecifier');

/** An argument of another one that goes: `schemas` of `validate(schemas.a)`. */
function isInside(source: Source, use: Node, bindings: readonly Binding[]): boolean {
  const { scopes } = source.module;
  for (let node = scopes.parents.get(use); node && !isFunction(node); node = scopes.parents.get(node)) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee === use) continue;
    const callee = scopes.lookup(node.callee.name, node.callee);
    if (callee && bindings.includes(callee)) return true;
  }
  return false;
}

/** Imports of decorators that held nothing else. */
function unused(source: Source, makers: ReadonlySet<string>): Binding[] {
  return [...makers].flatMap((name) => {
    const binding = source.module.scopes.top.get(name);
    return binding?.kind === 'import' && usesOf(source, binding).length === 1 ? [binding] : [];
  });
}

/** Out of its import or `require`, with all of that where nothing else is named. */
function removeBinding(source: Source, { identifier, declaration }: Binding, removal: Removal): void {
  const { parents } = source.module.scopes;
  const item = parents.get(identifier)!;
  if (declaration.type === 'ImportDeclaration')
    return removal.item(declaration, item, declaration.specifiers, declaration);
  const list = parents.get(item);
  const declarator = list && parents.get(list);
  const statement = declarator && parents.get(declarator);
  if (list?.type !== 'ObjectPattern' || statement?.type !== 'VariableDeclaration') return;
  if (statement.declarations.length === 1) removal.item(list, item, list.properties, statement);
}

/** `import './env'`, `require('./env')`, and that under a condition of its own. */
function effectsOf(source: Source, from: string): Node[] {
  const isEffect = (node: Node): boolean =>
    (node.type === 'ImportDeclaration' && node.specifiers.length === 0 && node.source.value === from) ||
    (node.type === 'ExpressionStatement' && requiredSource(node.expression) === from);
  return source.ast.program.body.filter(
    (statement) =>
      isEffect(statement) ||
      (statement.type === 'IfStatement' && !statement.alternate && isEffect(statement.consequent)),
  );
}
