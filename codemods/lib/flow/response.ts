import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isRequestParameter } from './handlers';

const RESPONSE_NAME = /^_?(res|resp|response|reply|rep|ctx|context)$/i;

/**
 * Whether an expression is what a handler answers with, the response or the context around it, also at the end of a chain
 * of calls: `res`, `res.status(201)`, `ctx.response`. Its name says so, or it stands behind the request in the parameters.
 */
export function isResponse(module: Module, expression: Node): boolean {
  const node = rootOf(expression);
  if (node.type !== 'Identifier') return false;
  if (RESPONSE_NAME.test(node.name)) return true;
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind !== 'parameter' || !('params' in binding.declaration)) return false;
  // Hono's context is the one parameter that handlers have.
  if (node.name === 'c') return binding.index === 0;
  const before = binding.declaration.params[binding.index - 1];
  const request = before?.type === 'Identifier' ? module.scopes.lookup(before.name, before) : null;
  return request?.kind === 'parameter' && isRequestParameter(module, request);
}

/** Whether a file answers by such a name: false where `isResponseByName` says no to all of its expressions. */
export const mayAnswer = (text: string): boolean =>
  /(?<![\w$.])(?:res|resp|response|reply|rep|c|ctx|context)\s*(?:[.[(]|\?\.)/i.test(text);

/** The same by its name alone, for those who see neither parameters nor types: `res`, `res.status(500)`, `response.locals`. */
export function isResponseByName(expression: Node): boolean {
  const node = rootOf(expression);
  return node.type === 'Identifier' && /^(res|resp|response|reply|rep|c|ctx|context)$/i.test(node.name);
}

/** What a chain of members and calls begins with: `guards` in `guards.of('admin')`. */
export function rootOf(node: Node): Node {
  let current = node;
  while (current.type === 'MemberExpression' || current.type === 'CallExpression')
    current = current.type === 'MemberExpression' ? current.object : current.callee;
  return current;
}
