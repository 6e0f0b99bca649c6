import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import type { Binding } from '../scope';
import { isFunction, keyName, literalText, memberName, walk } from '../walk';
import { Notes } from '../notes';

const REQUEST_NAME = /^_?(req|request)$/i;
const CONTEXT_NAME = /^(ctx|context)$/i;
const REQUEST_TYPE = /\b(\w*Request|IncomingMessage|\w*Context)\b/;
const ANSWERS = /^(send|json|jsonp|render|redirect|status|sendStatus|sendFile|download|code|type|end|set|header)$/;
const PARTS = /^(body|query|params|headers|cookies|session|user|files?|get|header|ip)$/;

/**
 * Whether a parameter is what a handler is given of the request: the request itself, or the context around it. Its name
 * or type says so, or the function is registered for a route, or it reads parts of one parameter and answers with the next.
 */
export function isRequestParameter(
  module: Module,
  { declaration, index, identifier, path }: Pick<Binding, 'declaration' | 'index' | 'identifier' | 'path'>,
): boolean {
  if (!isFunction(declaration)) return false;
  const parameter = declaration.params[index];
  const pattern = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  const type = pattern ? typeOf(module, pattern) : null;
  if (type !== null && REQUEST_TYPE.test(type)) return true;
  const name = path.length === 0 && identifier.type === 'Identifier' ? identifier.name : '';
  if (REQUEST_NAME.test(name) && !/\b(string|number|boolean)\b/.test(type ?? '')) return true;
  if (CONTEXT_NAME.test(name) && index === 0 && !type) return true;
  const position = declaration.params.length === 4 ? 1 : 0;
  if (index !== position) return false;
  return (
    isRegistered(module, declaration) || readsAndAnswers(declaration, position) || isTakenApart(declaration, index)
  );
}

/** `any` says nothing. */
function typeOf({ text }: Module, pattern: Node): string | null {
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : null;
  const type = annotation ? text.slice(annotation.start!, annotation.end!) : '';
  return /^(: *(any|unknown))?$/.test(type) ? null : type;
}

/** `async ({ body, params }, res) => …` */
function isTakenApart(fn: Node, index: number): boolean {
  const [pattern, next] = isFunction(fn) ? [fn.params[index], fn.params[index + 1]] : [];
  const answers = next?.type === 'Identifier' && /^_?(res|resp|response|reply|rep|h)$/.test(next.name);
  if (pattern?.type !== 'ObjectPattern' || !answers) return false;
  return pattern.properties.some((property) => /^(body|query|params)$/.test(keyName(property) ?? ''));
}

/** `app.get('/users', fn)`, `router.use(fn)` */
function isRegistered(module: Module, fn: Node): boolean {
  let call = module.scopes.parents.get(fn);
  // Wrappers that only pass it on: `asyncHandler(fn)`
  if (call?.type === 'CallExpression' && call.callee.type === 'Identifier') call = module.scopes.parents.get(call);
  if (call?.type !== 'CallExpression') return false;
  const method = memberName(call.callee) ?? '';
  if (method === 'use') return true;
  const path = literalText(call.arguments[0]);
  return (
    /^(all|get|post|put|patch|delete|del|head|options|route)$/.test(method) && path !== null && /^[/*:]|^$/.test(path)
  );
}

const answered = new Notes<Node, boolean>();

/** `(q, r) => r.send(q.query.name)` */
function readsAndAnswers(fn: Node, position: number): boolean {
  const known = answered.get(fn);
  if (known !== undefined) return known;
  const [request, response] = isFunction(fn) ? [fn.params[position], fn.params[position + 1]] : [];
  const names = [request, response].map((node) => (node?.type === 'Identifier' ? node.name : null));
  let [reads, answers] = [false, false];
  if (names[0] !== null)
    walk(fn, (node) => {
      if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return;
      const member = memberName(node) ?? '';
      // Hono's context is both: `c.json(c.req.query('name'))`
      if (node.object.name === names[0] && member === 'req') [reads, answers] = [true, true];
      if (node.object.name === names[0]) reads ||= PARTS.test(member);
      if (node.object.name === names[1]) answers ||= ANSWERS.test(member);
    });
  answered.set(fn, reads && answers);
  return reads && answers;
}
