import type { Node } from '@babel/types';
import { literalText, memberName, unwrap } from '../../../codemods/lib/walk';

/** `Date.now()`, `new Date().getTime()`, `+new Date()`, also as a text. */
export function isTime(node: Node): boolean {
  if (node.type === 'UnaryExpression' && node.operator === '+') return isTime(unwrap(node.argument));
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return (
      (isTime(unwrap(node.left)) && literalText(node.right) !== null) ||
      (isTime(unwrap(node.right)) && literalText(node.left) !== null)
    );
  if (node.type === 'TemplateLiteral') return node.expressions.length === 1 && isTime(unwrap(node.expressions[0]!));
  if (node.type !== 'CallExpression') return false;
  if (node.callee.type === 'Identifier')
    return node.callee.name === 'String' && node.arguments[0] !== undefined && isTime(unwrap(node.arguments[0]));
  if (node.callee.type !== 'MemberExpression') return false;
  const name = memberName(node.callee) ?? '';
  const { object } = node.callee;
  if (name === 'now') return object.type === 'Identifier' && object.name === 'Date';
  return /^(getTime|valueOf|toString|toISOString)$/.test(name) && isTime(unwrap(object));
}
