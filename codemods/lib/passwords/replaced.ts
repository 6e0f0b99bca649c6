import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isFunction, keyName, lastName, memberName, walk } from '../walk';
import { isPlainName } from './names';
import { suppliedPassword } from './supplied';

/**
 * Whether a password that is put into a row gets another value before the row is saved:
 * `user = new User({ password }); user.password = await hash(password);`, there or in a function that is handed the row.
 */
export function isReplacedLater(flow: Flow, property: Extract<Node, { type: 'ObjectProperty' }>): boolean {
  const row = rowOf(flow, property);
  const key = keyName(property);
  if (row === null || key === null) return false;
  const around = flow.module.scopes.functionAround(property);
  const isLater = (value: Node): boolean => value.start! > property.end! && suppliedPassword(flow, value) === null;
  return (
    assigns(around, row, key, isLater) ||
    takers(flow, around, row).some(({ fn, parameter }) =>
      assigns(fn, parameter, key, (value) => !isPlainName(lastName(value) ?? '')),
    )
  );
}

/** What the object is called that has the property, or the row that is built of it. */
function rowOf({ module: { scopes } }: Flow, property: Node): string | null {
  const holder = scopes.parents.get(scopes.parents.get(property)!);
  const isBuilt =
    holder?.type === 'NewExpression' || (holder?.type === 'CallExpression' && memberName(holder.callee) === 'build');
  const made = isBuilt ? scopes.parents.get(holder) : holder;
  const id = made?.type === 'VariableDeclarator' ? made.id : made?.type === 'AssignmentExpression' ? made.left : null;
  return id?.type === 'Identifier' ? id.name : null;
}

/** Whether `row.password` is given a value that fits; one that is taken out, for an answer, does not count. */
function assigns(within: Node, row: string, key: string, fits: (value: Node) => boolean): boolean {
  let found = false;
  walk(within, (node) => {
    if (found || node.type !== 'AssignmentExpression') return !found;
    const { left, right } = node;
    const isField = left.type === 'MemberExpression' && left.object.type === 'Identifier' && left.object.name === row;
    found = isField && memberName(left) === key && !isTakenOut(right) && fits(right);
    return !found;
  });
  return found;
}

const isTakenOut = (value: Node): boolean =>
  /Literal$/.test(value.type) || (value.type === 'Identifier' && value.name === 'undefined');

/** The functions of the project that are handed the row, and what they call it. */
function takers({ module, resolver }: Flow, within: Node, row: string): { fn: Node; parameter: string }[] {
  const found: { fn: Node; parameter: string }[] = [];
  walk(within, (node) => {
    if (node.type !== 'CallExpression') return;
    const index = node.arguments.findIndex((each) => each.type === 'Identifier' && each.name === row);
    const value = index < 0 ? null : resolver.resolve(module, node.callee);
    const fn = value?.kind === 'node' && isFunction(value.node) ? value.node : null;
    const parameter = fn?.params[index];
    if (fn && parameter?.type === 'Identifier') found.push({ fn, parameter: parameter.name });
  });
  return found;
}
