import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isFunction, unwrap } from '../walk';
import { usesOf } from './calls';

/** Methods that texts have, and neither objects nor lists. */
const OF_TEXTS = [
  ...['toLowerCase', 'toUpperCase', 'trim', 'trimStart', 'trimEnd', 'split', 'replace', 'replaceAll', 'match'],
  ...['substring', 'substr', 'charAt', 'startsWith', 'endsWith', 'padStart', 'padEnd', 'normalize', 'localeCompare'],
];

/**
 * Whether a method of texts was called on a value before it gets here, whatever else happened: of anything else, that
 * throws. `if (email) email = email.trim()` is as good, since what is false is no object.
 */
export function wasText(module: Module, node: Node): boolean {
  const written = textOf(module, node);
  if (!/^[\w$.]+$/.test(written)) return false;
  const { calls } = usesOf(module);
  return OF_TEXTS.some((name) =>
    calls.get(name)?.some(({ callee }) => {
      if (callee.type !== 'MemberExpression' || callee.end! > node.start!) return false;
      return (
        textOf(module, callee.object) === written &&
        isSame(module, callee.object, node) &&
        runs(module, callee, node, written)
      );
    }),
  );
}

const textOf = ({ text }: Module, node: Node): string =>
  text.slice(node.start!, node.end!).replace(/\s+|[?!](?=\.|$)/g, '');

/** The name that both begin with is the same. */
function isSame({ scopes }: Module, one: Node, other: Node): boolean {
  const [first, second] = [one, other].map((node) => {
    let at = unwrap(node);
    while (at.type === 'MemberExpression') at = unwrap(at.object);
    return at.type === 'Identifier' ? scopes.lookup(at.name, at) : null;
  });
  return first !== null && first === second;
}

/** Whether what stands before `node` is run in any case where the value is there. */
function runs(module: Module, before: Node, node: Node, written: string): boolean {
  const { parents } = module.scopes;
  const asks = (test: Node): boolean => textOf(module, test) === written;
  for (let child = before, parent = parents.get(before); parent; child = parent, parent = parents.get(parent)) {
    if (parent.start! <= node.start! && node.end! <= parent.end! && !isBranch(parent, child)) return true;
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (child !== parent.test && !(child === parent.consequent && asks(parent.test))) return false;
        break;
      case 'LogicalExpression':
        if (child === parent.right && !(parent.operator === '&&' && asks(parent.left))) return false;
        break;
      default:
        if (isFunction(parent) || /^(For|While|DoWhile|Switch|Try|Catch)/.test(parent.type)) return false;
    }
  }
  return false;
}

/** Of what holds both, whether it runs either one part or another. */
const isBranch = (parent: Node, child: Node): boolean =>
  parent.type === 'TryStatement' ||
  (parent.type === 'SwitchStatement' && child !== parent.discriminant) ||
  ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && child !== parent.test);
