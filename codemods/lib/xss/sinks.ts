import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isResponse, rootOf } from '../flow/response';
import { isFunction, memberName } from '../walk';
import { contentTypeAround } from './content-type';

/** A text that a client may show as a page. */
export interface Sent {
  node: Node;
  /** Which texts become a page: every one, those that begin with markup, or those that have markup in them. */
  page: 'always' | 'leading' | 'markup';
}

/** What a node sends that browsers may take for HTML; empty where it sends something else, or nothing. */
export function sentIn(flow: Flow, node: Node): Sent[] {
  if (node.type === 'CallExpression') return ofCall(flow, node);
  if (node.type === 'AssignmentExpression') return ofBody(flow, node);
  if (node.type === 'ReturnStatement' && node.argument) return ofReturn(flow, node.argument);
  return [];
}

function ofCall(flow: Flow, node: Extract<Node, { type: 'CallExpression' }>): Sent[] {
  const method = memberName(node.callee) ?? '';
  const [argument] = node.arguments;
  if (!argument || argument.type === 'SpreadElement' || argument.type === 'ArgumentPlaceholder') return [];
  if (flow.resolver.packageName(flow.module, node.callee) === 'hono/html#raw')
    return [{ node: argument, page: 'always' }];
  const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
  if (!/^(send|write|end|html|body)$/.test(method) || !object || !isResponse(flow.module, object)) return [];
  if (method === 'html') return [{ node: argument, page: 'always' }];
  const type = contentTypeAround(flow, node);
  if (type === 'other') return [];
  if (type === 'html') return [{ node: argument, page: 'always' }];
  if (method === 'body' || (method === 'send' && isFastify(flow, object))) return [];
  return [{ node: argument, page: method === 'send' && type === null ? 'always' : 'markup' }];
}

/** Fastify sends texts as plain ones. */
function isFastify({ module }: Flow, object: Node): boolean {
  const root = rootOf(object);
  if (root.type !== 'Identifier') return false;
  const identifier = module.scopes.lookup(root.name, root)?.identifier;
  const annotation = identifier?.type === 'Identifier' ? identifier.typeAnnotation : null;
  const type = annotation ? module.text.slice(annotation.start!, annotation.end!) : '';
  return /^(reply|rep)$/.test(root.name) || /Fastify/.test(type);
}

/** `ctx.body = …`: Koa looks whether the text begins with `<`. */
function ofBody(flow: Flow, { left, right }: Extract<Node, { type: 'AssignmentExpression' }>): Sent[] {
  const root = left.type === 'MemberExpression' && memberName(left) === 'body' ? rootOf(left) : null;
  if (root?.type !== 'Identifier' || !/^(ctx|context)$/.test(root.name)) return [];
  const type = contentTypeAround(flow, left);
  if (type === 'other') return [];
  return [{ node: right, page: type === 'html' ? 'always' : type === null ? 'leading' : 'markup' }];
}

/** What a method of a controller returns, or a handler that has said that it sends HTML. */
function ofReturn(flow: Flow, argument: Node): Sent[] {
  const fn = flow.module.scopes.functionAround(argument);
  if (!isFunction(fn)) return [];
  const answers = fn.type === 'ClassMethod' && isRoute(fn);
  const type = contentTypeAround(flow, argument);
  if (type === 'other' || (!answers && type !== 'html')) return [];
  return [{ node: argument, page: answers && type === 'html' ? 'always' : 'markup' }];
}

/** A method of a controller that answers requests. */
export const isRoute = ({ decorators }: Extract<Node, { type: 'ClassMethod' }>): boolean =>
  decorators?.some(
    ({ expression }) =>
      expression.type === 'CallExpression' &&
      expression.callee.type === 'Identifier' &&
      /^(Get|Post|Put|Patch|Delete|All|Header)$/.test(expression.callee.name),
  ) === true;
