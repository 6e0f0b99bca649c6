import type { Node } from '@babel/types';
import type { Parents } from '../parents';
import type { Module } from '../resolve';
import type { Binding } from '../scope';

/** The values that a name may have at a place. */
export interface Reaching {
  values: readonly Node[];
  /** The statement that gave it its last one, before it gets there in any case; null where that is not certain. */
  last: Node | null;
}

/**
 * What a name may stand for at a place: what it was given last in a straight line in front of it, `id = Number(id);`, and
 * whatever it may be given behind that; all that it is ever given where there is no such line.
 */
export function reaching({ scopes }: Module, node: Node, { init, assignments }: Binding): Reaching {
  const all = init ? [init, ...assignments] : assignments;
  let last: Node | null = null;
  for (const each of assignments)
    if ((!last || each.start! > last.start!) && isCertain(scopes.parents, each, node)) last = each;
  if (!last) return { values: all, last };
  const since = last.start!;
  const { parents } = scopes;
  return { values: all.filter(({ start }) => start! >= since), last: parents.get(parents.get(last)!)! };
}

/** Whether a value is given by a statement of its own, of a block that has the place further down. */
function isCertain(parents: Parents, value: Node, node: Node): boolean {
  if (value.end! > node.start!) return false;
  const giving = parents.get(value);
  const isPlain =
    giving?.type === 'AssignmentExpression' ? giving.operator === '=' : giving?.type === 'VariableDeclarator';
  const statement = isPlain ? parents.get(giving!) : undefined;
  if (!statement || !/^(ExpressionStatement|VariableDeclaration)$/.test(statement.type)) return false;
  const block = parents.get(statement);
  if (block?.type !== 'BlockStatement' && block?.type !== 'Program') return false;
  return statement.end! <= node.start! && block.start! <= node.start! && node.end! <= block.end!;
}
