import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isPlainName, wordsOf } from '../passwords/names';
import { isFunction, keyName, lastName, memberName, unwrap } from '../walk';

/** Something in a call of a logger that should not be in a log. */
export interface LoggedSecret {
  node: Node;
  kind: 'secret' | 'body' | 'request' | 'environment';
  /** As it is named: `password`, `req.body`. */
  what: string;
  /** It is an argument, a value of an object or a part of a template by itself: another text may take its place. */
  alone: boolean;
}

const HEADERS =
  /^(authorization|cookie|set-cookie|x-api-key|x-(access|auth|refresh|session)-token|proxy-authorization)$/i;
const SECRETS =
  /^(access|refresh|auth|bearer|id|session|csrf|reset|jwt|api|secret|private|client|signing|encryption)?_?(token|jwt|secret|api_?key|private_?key|secret_?key|client_?secret|access_?key|credentials|otp|cvv|credit_?card(_?number)?|card_?number|ssn)$/i;

/** What the arguments of a log call tell that should stay secret. */
export const loggedSecrets = (flow: Flow, given: readonly Node[]): LoggedSecret[] =>
  given.flatMap((argument) => secretsIn(flow, argument, true, 0));

function secretsIn(flow: Flow, expression: Node, alone: boolean, depth: number): LoggedSecret[] {
  const node = unwrap(expression);
  const inner = (next: Node, stays = alone): LoggedSecret[] => secretsIn(flow, next, stays, depth + 1);
  if (depth > 6) return [];
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return ofName(flow, node, alone);
    case 'TemplateLiteral':
      return node.expressions.flatMap((each) => inner(each));
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].flatMap((each) => inner(each)) : [];
    case 'ObjectExpression':
      return node.properties.flatMap((each) =>
        each.type === 'ObjectProperty'
          ? ofProperty(flow, each, inner)
          : each.type === 'SpreadElement'
            ? inner(each.argument, false)
            : [],
      );
    case 'CallExpression':
      return shows(node.callee)
        ? node.arguments.flatMap((each) => inner(each as Node, false))
        : ofCall(flow, node, alone);
    case 'LogicalExpression':
      return node.operator === '&&'
        ? inner(node.right, false)
        : [node.left, node.right].flatMap((each) => inner(each, false));
    default:
      return [];
  }
}

/** `{ password: '***' }` and `{ token: !!token }` are fine: the value has to be one. */
const ofProperty = (
  _flow: Flow,
  property: Extract<Node, { type: 'ObjectProperty' }>,
  inner: (node: Node) => LoggedSecret[],
): LoggedSecret[] => (keyName(property) === null || property.computed ? [] : inner(property.value));

/** `JSON.stringify`, `util.inspect`, `String` */
const shows = (callee: Node): boolean =>
  /^(stringify|inspect|format)$/.test(memberName(callee) ?? '') ||
  (callee.type === 'Identifier' && callee.name === 'String');

function ofName(flow: Flow, node: Node, alone: boolean): LoggedSecret[] {
  const { text } = flow.module;
  const what = text.slice(node.start!, node.end!);
  const secret = (kind: LoggedSecret['kind']): LoggedSecret[] => [{ node, kind, what, alone }];
  if (/^process\.env$/.test(what)) return secret('environment');
  const read = flow.read(node);
  if (read && read.path.length === 0) {
    if (read.part === 'body' && isBody(node)) return secret('body');
    return read.part === 'headers' && /headers$/.test(what) ? secret('request') : [];
  }
  const name = lastName(node) ?? '';
  if (read?.part === 'headers') return HEADERS.test(name) ? secret('secret') : [];
  return isSecretName(name) && isValue(flow, node) ? secret('secret') : [];
}

/** The whole body by a name that says so; a name for a part of it is another thing. */
const isBody = (node: Node): boolean => /^(body|rawBody|requestBody|payload)$/i.test(lastName(node) ?? '');

const isSecretName = (name: string): boolean =>
  isPlainName(name) ||
  (SECRETS.test(name.replace(/([a-z])([A-Z])/g, '$1_$2')) &&
    !wordsOf(name).some((word) =>
      /^(is|has|no|count|type|name|length|expires?|expiry|limit|usage|used|max|min|error)$/.test(word),
    ));

/** A value that may be a secret: no function, class, constant text, number or import. */
function isValue(flow: Flow, node: Node): boolean {
  if (node.type !== 'Identifier') return true;
  const binding = flow.module.scopes.lookup(node.name, node);
  if (!binding || binding.kind === 'import' || binding.kind === 'function' || binding.kind === 'class') return false;
  const { init } = binding;
  return !(init && (isFunction(init) || /^(Boolean|Numeric|Null|RegExp)Literal$/.test(init.type)));
}

/** `req.get('authorization')`, `c.req.header('Cookie')` */
function ofCall(flow: Flow, node: Node, alone: boolean): LoggedSecret[] {
  const read = flow.read(node);
  if (read?.part !== 'headers' || !HEADERS.test(read.path.at(-1) ?? '')) return [];
  return [{ node, kind: 'secret', what: flow.module.text.slice(node.start!, node.end!), alone }];
}
