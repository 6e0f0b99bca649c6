import type { Node } from '@babel/types';
import type { Parents } from '../../../codemods/lib/parents';
import type { Module } from '../../../codemods/lib/resolve';
import { ancestorsOf, isFunction, lastName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';
import { oncePerProject } from '../once';
import { someText } from '../scanned';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** What a session says of who is logged in. */
const WHO =
  /^(user|users?_?(id|name|info|data)?|uid|account(_?id)?|member(_?id)?|customer(_?id)?|admin(_?id)?|is_?(admin|auth\w*|logged_?in|log(ged)?)|logged(_?in)?|authenticated|auth|login|email|current_?user|role|identity)$/i;
/** Where somebody logs in, by a function's name, a route or what it calls. */
const LOGIN = /log_?in|sign_?in|log_?on|authenticate|verify_?(otp|code|password)|check_?password|validate_?user/i;
const PROVES = /compare|verify|check|validate|authenticate|match|login|sign_?in|find|^get|^auth$|query|exec/i;
/** Sessions that the server stores under an id. */
const STORED = /['"](express-session|@fastify\/session|fastify-session|koa-generic-session|koa-session-minimal)['"]/;

/** `req.session.userId = user.id` at login, without a new id for the session. */
export function fixation(context: RuleContext): Visitor {
  const { module, project } = context;
  const seen = new Set<Node>();
  return {
    AssignmentExpression: (node: Of<'AssignmentExpression'>) => {
      const name = memberName(node.left);
      if (name === null || !WHO.test(name) || !isSession(node.left) || !says(node.right)) return;
      const functions = ancestorsOf(node).filter(isFunction);
      const handler = functions.find(answers) ?? functions[0];
      if (!handler || seen.has(handler) || !isLogin(module, functions) || !storesSessions(project) || renews(functions))
        return;
      seen.add(handler);
      context.report(node, {
        message: 'The session keeps its id at login: who knew the id before is logged in as well.',
        fix: 'manual',
        snippet: snippetFor(module, node),
      });
    },
  };
}

const storesSessions = oncePerProject((project) => someText(project, STORED));

/** `req.session.userId`, `req.session.user` */
const isSession = (left: Node): boolean =>
  left.type === 'MemberExpression' &&
  memberName(left.object) === 'session' &&
  left.object.type === 'MemberExpression' &&
  /^(req|request|ctx|context)$/i.test(left.object.object.type === 'Identifier' ? left.object.object.name : '');

/** Not a logout, and nothing that the session said before. */
const says = (right: Node): boolean =>
  !/^(NullLiteral|UnaryExpression)$/.test(right.type) &&
  !(right.type === 'BooleanLiteral' && !right.value) &&
  !(right.type === 'Identifier' && right.name === 'undefined') &&
  literalText(right) !== '' &&
  !(right.type === 'ObjectExpression' && right.properties.length === 0);

const answers = (fn: Node): boolean =>
  isFunction(fn) &&
  fn.params.some((each) => each.type === 'Identifier' && /^(req|request|ctx|context)$/i.test(each.name));

/** The function or its route says so, and it asks somebody whether that is true. */
function isLogin({ scopes, text }: Module, functions: readonly Node[]): boolean {
  const named = functions.some((fn) => LOGIN.test(nameOf(fn, scopes.parents)));
  const outer = functions.find(answers) ?? functions[0]!;
  let proves = false;
  let calls = '';
  walk(outer, (node) => {
    if (node.type !== 'CallExpression') return;
    const name = lastName(node.callee) ?? '';
    calls += ` ${name}`;
    proves ||= PROVES.test(name);
  });
  const password = /passw(or)?d|\bpwd\b/i.test(text.slice(outer.start!, outer.end!));
  return proves && (named || (LOGIN.test(calls) && password));
}

/** The name of a function, or the path that it is registered for. */
function nameOf(fn: Node, parents: Parents): string {
  if ('id' in fn && fn.id && 'name' in fn.id) return String(fn.id.name);
  if ('key' in fn && fn.key && typeof fn.key === 'object' && 'name' in fn.key) return String(fn.key.name);
  const parent = parents.get(fn);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression') return memberName(parent.left) ?? '';
  if (parent?.type === 'ObjectProperty' && parent.key.type === 'Identifier') return parent.key.name;
  if (parent?.type === 'CallExpression' && /^(post|put|get|all|route)$/.test(memberName(parent.callee) ?? ''))
    return literalText(parent.arguments[0]) ?? '';
  return '';
}

const RENEWS = /^(regenerate|regenerateId|renew|generate|resetSession)$/i;

/** Somewhere around it the session gets a new id. */
function renews(functions: readonly Node[]): boolean {
  let renewed = false;
  for (const fn of [...functions.filter(answers), functions.at(-1)!])
    walk(fn, (node) => {
      const callee = node.type === 'CallExpression' ? node.callee : null;
      const name = callee && (lastName(callee) ?? '');
      renewed ||= name !== null && RENEWS.test(name);
      return !renewed;
    });
  return renewed;
}

function snippetFor({ text }: Module, { left, start, end }: Of<'AssignmentExpression'>): string {
  const request =
    left.type === 'MemberExpression' && left.object.type === 'MemberExpression' ? left.object.object : left;
  const name = text.slice(request.start!, request.end!);
  return [
    `${name}.session.regenerate((error) => {`,
    '  if (error) return next(error);',
    `  ${text.slice(start!, end!)};`,
    '  // … and what comes behind it, the answer included',
    '});',
  ].join('\n');
}
