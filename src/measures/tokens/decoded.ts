import type { Node } from '@babel/types';
import { textOf } from '../../../codemods/lib/text';
import { isFunction, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';

type Call = Extract<Node, { type: 'CallExpression' }>;

const DECODERS = ['jsonwebtoken#decode', 'jwt-decode', 'jwt-decode#jwtDecode', 'jose#decodeJwt', 'hono/jwt#decode'];
/** What a token says of who somebody is. */
const WHO =
  /^(id|_id|sub|uid|user|userId|user_id|username|email|role|roles|isAdmin|admin|permissions|scope|scopes|account|accountId)$/;
const VERIFIES = /verif|authenticate|introspect/i;

/** `const { id } = jwt.decode(req.headers.authorization)`: read, and never verified. */
export function decoded(context: RuleContext): Visitor {
  const { module, flow } = context;
  return {
    CallExpression: (node: Call) => {
      const [token] = node.arguments;
      if (!token || !isDecoder(context, node) || isVerified(context, node)) return;
      // The header of a token says which key to verify it with.
      if (node.arguments[1] && /complete\s*:\s*true|header\s*:\s*true/.test(textOf(context.module, node.arguments[1])))
        return;
      const fn = module.scopes.functionAround(node);
      if (!isFunction(fn) || !decides(context, node, fn)) return;
      const origin = flow.originOf(token);
      if (
        origin !== 'request' &&
        !/\b(req|request|ctx|headers?|cookies?)\b.*\b(authorization|token|cookie)/i.test(textOf(context.module, fn))
      )
        return;
      context.report(node, {
        message: 'The token is read without its signature being checked: anybody can write one.',
        fix: 'manual',
        snippet: "jwt.verify(token, secret, { algorithms: ['HS256'] })",
      });
    },
  };
}

/** Something of the file verifies tokens, which may be in front of this; nothing is in front of a handler that is registered alone. */
function isVerified({ module }: RuleContext, node: Node): boolean {
  const text = withoutOwn(withoutComments(module.text));
  if (!VERIFIES.test(text)) return false;
  const { parents } = module.scopes;
  let fn = module.scopes.functionAround(node);
  while (isFunction(fn) && !isRegisteredAlone(parents.get(fn))) fn = module.scopes.functionAround(fn);
  return !isFunction(fn) || /\.\s*use\([^;]*(verif|auth)/i.test(text) || VERIFIES.test(textOf(module, fn));
}

/** `app.post('/love', (req, res) => …)` */
const isRegisteredAlone = (call: Node | undefined): boolean =>
  call?.type === 'CallExpression' &&
  call.arguments.length === 2 &&
  /^(get|post|put|patch|delete|all)$/.test(memberName(call.callee) ?? '') &&
  literalText(call.arguments[0])?.startsWith('/') === true;

function isDecoder({ module, resolver }: RuleContext, node: Call): boolean {
  const name = resolver.packageName(module, node.callee);
  if (name !== null && DECODERS.includes(name)) return true;
  if (name === 'jwt-simple#decode') return isUnchecked(node.arguments[2]);
  return (
    memberName(node.callee) === 'decode' &&
    'object' in node.callee &&
    /jwt_?service/i.test(
      memberName(node.callee.object) ?? ('name' in node.callee.object ? String(node.callee.object.name) : ''),
    )
  );
}

/** jwt-simple checks no signature where its third argument is true, or an algorithm by mistake: that is the fourth. */
const isUnchecked = (given: Node | undefined): boolean =>
  given?.type === 'BooleanLiteral' ? given.value : given?.type === 'StringLiteral' && given.value !== '';

/** What it gives says who somebody is: it becomes the user of the request, or one of its claims of that kind is read. */
function decides({ module }: RuleContext, call: Node, fn: Node): boolean {
  const { parents, scopes } = { parents: module.scopes.parents, scopes: module.scopes };
  let value: Node = call;
  while (
    /^(TSAsExpression|TSNonNullExpression|AwaitExpression|LogicalExpression|ParenthesizedExpression)$/.test(
      parents.get(value)?.type ?? '',
    )
  )
    value = parents.get(value)!;
  if (readsWho(callbackOf(call))) return true;
  const parent = parents.get(value);
  if (parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression')
    return WHO.test(memberName(parent) ?? '');
  if (parent?.type === 'AssignmentExpression' && isWho(parent.left)) return true;
  const target =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : null;
  if (target?.type === 'ObjectPattern')
    return target.properties.some(
      (each) => each.type === 'ObjectProperty' && each.key.type === 'Identifier' && WHO.test(each.key.name),
    );
  if (target?.type !== 'Identifier') return false;
  const binding = scopes.lookup(target.name, target);
  let found = false;
  walk(fn, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== target.name || scopes.lookup(node.name, node) !== binding) return;
    const use = ancestors.at(-1);
    if ((use?.type === 'MemberExpression' || use?.type === 'OptionalMemberExpression') && use.object === node)
      found ||= WHO.test(memberName(use) ?? '');
    if (use?.type === 'AssignmentExpression' && use.right === node) found ||= isWho(use.left);
  });
  return found;
}

/** `jwt.decode(token, (err, claims) => { req.userId = claims.id; })`, which is never called: who writes so means `verify`. */
const callbackOf = (call: Node): Node | undefined =>
  call.type === 'CallExpression' ? call.arguments.slice(1).find((each) => isFunction(each)) : undefined;

function readsWho(fn: Node | undefined): boolean {
  const claims = isFunction(fn) ? fn.params[1] : undefined;
  let found = false;
  if (fn && claims?.type === 'Identifier')
    walk(fn, (node) => {
      if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === claims.name)
        found ||= WHO.test(memberName(node) ?? '');
    });
  return found;
}

/** `req.user`, `ctx.state.user` */
const isWho = (left: Node): boolean => left.type === 'MemberExpression' && WHO.test(memberName(left) ?? '');

const withoutComments = (text: string): string => text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '');

/** A function of the file that is called `verifyToken` and only decodes verifies nothing: what it calls would. */
function withoutOwn(text: string): string {
  const declared = /\bfunction\s+(\w*verif\w*)|\b(\w*verif\w*)\s*[:=]\s*(?:async\s*)?(?:function\b|\(|\w+\s*=>)/gi;
  const names = [...text.matchAll(declared)].map(([, one, other]) => one ?? other!);
  return names.length === 0 ? text : text.replace(new RegExp(`\\b(${names.join('|')})\\b`, 'g'), '');
}
