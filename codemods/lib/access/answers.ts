import type { Node } from '@babel/types';
import { keyName, memberName, unwrap } from '../walk';

/** What an expression sends to the client as data: the values of `res.json(users)`, `res.json({ users })`, `ctx.body = users`. */
export function answeredValues(node: Node): Node[] {
  if (node.type === 'CallExpression') {
    const answers = /^(json|jsonp|send)$/.test(memberName(node.callee) ?? '') && isResponse(node.callee);
    return answers ? node.arguments.slice(0, 1).flatMap((each) => opened(each as Node)) : [];
  }
  const isBody = node.type === 'AssignmentExpression' && memberName(node.left) === 'body' && isResponse(node.left);
  return isBody ? opened(node.right) : [];
}

function isResponse(node: Node): boolean {
  let current = node;
  while (current.type === 'MemberExpression' || current.type === 'CallExpression')
    current = current.type === 'MemberExpression' ? current.object : current.callee;
  return current.type === 'Identifier' && /^(res|resp|response|reply|rep|c|ctx|context)$/i.test(current.name);
}

function opened(expression: Node, depth = 0): Node[] {
  const node = unwrap(expression);
  if (node.type !== 'ObjectExpression' || depth > 2) return [node];
  return node.properties.flatMap((each): Node[] =>
    each.type === 'ObjectProperty' && keyName(each) !== null ? opened(each.value, depth + 1) : [],
  );
}
