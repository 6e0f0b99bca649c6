import type { Node } from '@babel/types';
import type { Parents } from '../parents';
import type { Module } from '../resolve';
import { isFunction } from '../walk';
import { patternNames } from '../pattern';
import { isOwnModule } from './module';
import { Names, type VarDeclarator, type Variable } from './names';
import { isWithin, ownsAll, type Start, startAt } from './start';

/** A declaration with `var` that can say `const` or `let` without a change of meaning. */
export interface ReplaceableVar {
  node: VarDeclarator['statement'];
  kind: 'const' | 'let';
}

/** Names that a module is handed as parameters, and those that mean something of their own. */
const RESERVED = /^(exports|require|module|__filename|__dirname|arguments|undefined|NaN|Infinity|eval|let)$/;

/**
 * The `var` declarations of a module that can be `const` or `let`, and how many there are in all. A declaration stays where
 * a use stands outside its block or may come before it, where a loop or a function that keeps the name would notice, and
 * where anything else declares the name; in scripts that are no modules every one does, since their names are global.
 */
export function replaceableVars(module: Module): { found: ReplaceableVar[]; all: number } {
  if (!module.text.includes('var') || !isOwnModule(module)) return { found: [], all: 0 };
  const names = new Names(module.ast);
  const written = new Set<VarDeclarator['declarator']>();
  const stays = new Set<VarDeclarator['statement']>();
  for (const variable of names.variables.filter(({ vars }) => vars.length > 0))
    if (!isReplaceable(variable, names, module, written))
      for (const { statement } of variable.vars) stays.add(statement);
  const statements = new Set(names.variables.flatMap(({ vars }) => vars.map(({ statement }) => statement)));
  const found = [...statements]
    .filter((statement) => !stays.has(statement) && statement.declare !== true)
    .sort((a, b) => a.start! - b.start!)
    .map((node): ReplaceableVar => {
      const fixed = node.declarations.every((each) => !written.has(each) && (each.init || isHead(node, module)));
      return { node, kind: fixed ? 'const' : 'let' };
    });
  return { found, all: statements.size };
}

/** `for (var key in object)`: each turn gives it its value. */
function isHead(statement: Node, { scopes: { parents } }: Module): boolean {
  const parent = parents.get(statement);
  return (parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement') && parent.left === statement;
}

/** Whether all declarations of a name can be replaced; `written` gets those whose value changes later on. */
function isReplaceable(variable: Variable, names: Names, module: Module, written: Set<Node>): boolean {
  const { name, scope, vars, otherwise, uses } = variable;
  if (otherwise || RESERVED.test(name) || names.blurred.has(name) || names.dynamic.has(scope)) return false;
  const { parents } = module.scopes;
  if (isFunction(scope.node) && uses.some(({ node }) => !isWithin(node, (scope.node as { body: Node }).body)))
    return false;
  const starts = vars.map((each) => startOf(each, module));
  if (!starts.every((start) => start !== null) || starts.some((start) => isCaught(name, start, parents))) return false;
  if (!areApart(starts)) return false;
  const own = starts.map((start) => uses.filter(({ node }) => isWithin(node, start.block)));
  const all = own.reduce((sum, { length }) => sum + length, 0);
  if (all !== uses.length || !starts.every((start, index) => ownsAll(start, own[index]!, names, parents))) return false;
  own.forEach((each, index) => each.some(({ writes }) => writes) && written.add(vars[index]!.declarator));
  // Without a value of its own it keeps that of an earlier turn, or of another declaration.
  return starts.every(
    (start, index) =>
      vars[index]!.declarator.init ||
      isHead(vars[index]!.statement, module) ||
      (!start.repeated && starts.length === 1),
  );
}

function startOf({ statement, declarator }: VarDeclarator, { scopes: { parents } }: Module): Start | null {
  const head = parents.get(statement);
  // `for (var i = 0 in list)` is an old form that nothing else can stand in for.
  if (head?.type === 'ForInStatement' && declarator.init) return null;
  return startAt({ node: declarator, statement, init: declarator.init ?? null }, parents);
}

/** No block of one holds another one. */
const areApart = (starts: readonly Start[]): boolean =>
  starts.every(({ block }, index) => starts.every((other, at) => at === index || !isWithin(other.block, block)));

/** `catch (error) { var error = … }` */
function isCaught(name: string, start: Start, parents: Parents): boolean {
  for (let node: Node | undefined = start.block; node && node !== start.fn; node = parents.get(node))
    if (node.type === 'CatchClause' && node.param && patternNames(node.param).some((each) => each.name === name))
      return true;
  return false;
}
