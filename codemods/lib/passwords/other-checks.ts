import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { lastName, literalText, unwrap, walk } from '../walk';
import { isStored } from './compare';
import type { PasswordPlace } from './mend';
import { isRepeated } from './names';
import { isSlowHash } from './slow';

/**
 * Whether a file checks a stored password in a way that nobody here understands: compares it, or hands it to a function,
 * outside of the places that are mended. Such a check would not know a new hash.
 */
export function checksOtherwise(flow: Flow, places: readonly PasswordPlace[]): boolean {
  const mended = places.flatMap(({ mend }) => (mend ? [mend.replace] : []));
  let found = false;
  walk(flow.module.ast.program, (node, ancestors) => {
    if (found || !isStored(flow, node)) return !found;
    const isMended = mended.some(({ start, end }) => start! <= node.start! && node.end! <= end!);
    found = !isMended && isChecked(flow, node, ancestors.at(-1));
    return !found;
  });
  return found;
}

function isChecked({ module, resolver }: Flow, stored: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'BinaryExpression') {
    const other = unwrap(parent.left === stored ? parent.right : (parent.left as Node));
    return /^[!=]==?$/.test(parent.operator) && !isNothing(other) && !isRepeated(nameOf(other));
  }
  if (parent?.type !== 'CallExpression' || !parent.arguments.includes(stored as never)) return false;
  const isPrint = parent.callee.type === 'MemberExpression' && nameOf(parent.callee.object) === 'console';
  return !isPrint && !isSlowHash(module, resolver, parent.callee);
}

const nameOf = (node: Node): string => lastName(node) ?? '';

const isNothing = (node: Node): boolean =>
  node.type === 'NullLiteral' || nameOf(node) === 'undefined' || literalText(node) !== null;
