import type { Node } from '@babel/types';
import { isResponseByName } from '../flow/response';
import type { Module } from '../resolve';
import { keyName, lastName, memberName, unwrap } from '../walk';

/** What an expression sends to the client as data: the values of `res.json(users)`, `res.json({ users })`, `ctx.body = users`. */
export function answeredValues(module: Module, node: Node): Node[] {
  if (node.type === 'CallExpression') {
    const answers = /^(json|jsonp|send)$/.test(memberName(node.callee) ?? '') && isResponseByName(node.callee);
    return answers ? node.arguments.slice(0, 1).flatMap((each) => opened(module, each as Node)) : [];
  }
  if (node.type !== 'AssignmentExpression') return [];
  const isBody = memberName(node.left) === 'body' && isResponseByName(node.left);
  return isBody || isSentLater(module, node.left) ? opened(module, node.right) : [];
}

function opened(module: Module, expression: Node, depth = 0): Node[] {
  const given = unwrap(expression);
  const binding = given.type === 'Identifier' ? module.scopes.lookup(given.name, given) : null;
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null;
  const node = init?.type === 'ObjectExpression' ? init : given;
  if (node.type !== 'ObjectExpression' || depth > 2) return [given];
  return node.properties.flatMap((each): Node[] =>
    each.type === 'ObjectProperty' && keyName(each) !== null ? opened(module, each.value, depth + 1) : [],
  );
}

/** What sends all that it is given, in another form. */
const WRAPS = /^(encrypt|encode|stringify|serialize|wrap)/i;

/** `result.error = …` of an object of the same function that is sent as it is: `res.send(result)`, `res.json(encrypt(result))`. */
export function isSentLater({ scopes }: Module, left: Node): boolean {
  if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') return false;
  const binding = scopes.lookup(left.object.name, left);
  if (binding?.kind !== 'variable' || !/^(Object|New)Expression$/.test(binding.init?.type ?? '')) return false;
  const answers = (use: Node): boolean => {
    const call = scopes.parents.get(use);
    if (call?.type !== 'CallExpression' || !call.arguments.includes(use as never)) return false;
    if (/^(send|json|jsonp)$/.test(memberName(call.callee) ?? '')) return isResponseByName(call.callee);
    return WRAPS.test(lastName(call.callee) ?? '') && answers(call);
  };
  // What is handed to somebody else, or loses fields again, may be another thing when it is sent.
  const stays = (use: Node): boolean => {
    const member = scopes.parents.get(use);
    return member?.type === 'MemberExpression' && scopes.parents.get(member)?.type !== 'UnaryExpression';
  };
  const uses = scopes.usesOf(binding);
  return uses.some(answers) && uses.every((use) => answers(use) || stays(use));
}
