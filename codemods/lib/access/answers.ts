import type { Node } from '@babel/types';
import { isResponseByName } from '../flow/response';
import { keyName, memberName, unwrap } from '../walk';

/** What an expression sends to the client as data: the values of `res.json(users)`, `res.json({ users })`, `ctx.body = users`. */
export function answeredValues(node: Node): Node[] {
  if (node.type === 'CallExpression') {
    const answers = /^(json|jsonp|send)$/.test(memberName(node.callee) ?? '') && isResponseByName(node.callee);
    return answers ? node.arguments.slice(0, 1).flatMap((each) => opened(each as Node)) : [];
  }
  const isBody =
    node.type === 'AssignmentExpression' && memberName(node.left) === 'body' && isResponseByName(node.left);
  return isBody ? opened(node.right) : [];
}

function opened(expression: Node, depth = 0): Node[] {
  const node = unwrap(expression);
  if (node.type !== 'ObjectExpression' || depth > 2) return [node];
  return node.properties.flatMap((each): Node[] =>
    each.type === 'ObjectProperty' && keyName(each) !== null ? opened(each.value, depth + 1) : [],
  );
}
