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

/** What the frameworks' responses and contexts have, `json()` without an argument being of an answer that was got. */
const OF_RESPONSE =
  '(?:(?:json|text|html)\\b(?!\\(\\s*\\))|(?:jsonp|send\\w*|body|end|write\\w*|render|redirect|status|code|type|contentType|set|(?:set)?headers?|append|cookie|(?:clear|set)Cookie|attachment|format|vary|links|locals|location|download|serialize|res|reply|raw|response|newResponse|throw|view)\\b)';
const ANSWERS = new RegExp(
  `(?<![\\w$.])(?:res|resp|response|reply|rep|c|ctx|context)\\s*(?:[[(]|[!?]?\\.\\s*${OF_RESPONSE})`,
  'i',
);

/** Whether a file answers by such a name, as far as its text tells. What apps add to responses of their own is not seen. */
export const mayAnswer = (text: string): boolean => ANSWERS.test(text);

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
