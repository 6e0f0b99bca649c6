import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import type { Binding } from '../scope';
import { type FunctionNode, isFunction, keyName, literalText, memberName, walk } from '../walk';
import { Notes } from '../notes';

const REQUEST_NAME = /^_?(req|request)$/i;
const CONTEXT_NAME = /^(ctx|context)$/i;
const REQUEST_TYPE = /\b(\w*Request|IncomingMessage|\w*Context)\b/;
const ANSWER = '(?:send|json|jsonp|render|redirect|status|sendStatus|sendFile|download|code|type|end|set|header)';
const PART = '(?:body|query|params|headers|cookies|session|user|files?|get|header|ip)';
const ANSWERS = new RegExp(`^${ANSWER}$`);
const PARTS = new RegExp(`^${PART}$`);
/** Behind a name; where a comment stands there, it may. */
const asked = (member: string): RegExp => new RegExp(`[\\s)]*(?:/|[.[]\\s*(?:/|['"\`]?${member}\\b))`, 'y');
const ASKED = asked(`(?:req|${PART})`);
const ASKED_ITSELF = asked('req');
const ANSWERING = asked(ANSWER);

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
    isRegistered(module, declaration) ||
    readsAndAnswers(module, declaration, position) ||
    isTakenApart(declaration, index)
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
function readsAndAnswers(module: Module, fn: FunctionNode, position: number): boolean {
  const known = answered.get(fn);
  if (known !== undefined) return known;
  const [request, response] = [fn.params[position], fn.params[position + 1]].map((node) =>
    node?.type === 'Identifier' ? node.name : null,
  );
  const is = mayReadAndAnswer(module, fn, request!, response!) && doesReadAndAnswer(fn, request!, response!);
  answered.set(fn, is);
  return is;
}

/** Whether that can be, by the text alone: most functions need not be walked. */
function mayReadAndAnswer({ text }: Module, fn: Node, request: string | null, response: string | null): boolean {
  const holds = (name: string | null, pattern: RegExp): boolean => {
    if (name === null) return false;
    for (let at = text.indexOf(name, fn.start!); at >= 0 && at < fn.end!; at = text.indexOf(name, at + 1)) {
      pattern.lastIndex = at + name.length;
      if (pattern.test(text)) return true;
    }
    return false;
  };
  return holds(request, ASKED) && (holds(response, ANSWERING) || holds(request, ASKED_ITSELF));
}

function doesReadAndAnswer(fn: Node, request: string | null, response: string | null): boolean {
  let [reads, answers] = [false, false];
  walk(fn, (node) => {
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return;
    const member = memberName(node) ?? '';
    // Hono's context is both: `c.json(c.req.query('name'))`
    if (node.object.name === request && member === 'req') [reads, answers] = [true, true];
    if (node.object.name === request) reads ||= PARTS.test(member);
    if (node.object.name === response) answers ||= ANSWERS.test(member);
  });
  return reads && answers;
}
