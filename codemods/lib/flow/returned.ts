import type { Node } from '@babel/types';
import { children, isFunction } from '../walk';
import { Notes } from '../notes';

const returns = new Notes<Node, Node[]>();

/** Everything that a function returns, its inner functions left out. */
export function returnedBy(fn: Node): Node[] {
  const returned = returns.get(fn) ?? findReturned(fn);
  returns.set(fn, returned);
  return returned;
}

function findReturned(fn: Node): Node[] {
  if (!isFunction(fn)) return [];
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const returned: Node[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ReturnStatement' && node.argument) returned.push(node.argument);
    if (!isFunction(node)) children(node).forEach(visit);
  };
  children(fn.body).forEach(visit);
  return returned;
}
