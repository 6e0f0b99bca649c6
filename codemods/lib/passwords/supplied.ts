import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { escapeRegExp } from '../text';
import { lastName, memberName, unwrap } from '../walk';
import { isPlainName } from './names';

/**
 * How sure it is that an expression is a password as it was typed: the `request` has it, the function takes it as an
 * `argument` of that name, or a `field` of that name holds it. Null where it is none, or may be hashed already.
 */
export type Supplied = 'request' | 'argument' | 'field' | null;

const DEPTH = 8;
const CONFIGURED = /^(config|configuration|conf|cfg|env|settings|options|opts|process|secrets?|defaults?|constants?)$/i;

export function suppliedPassword(flow: Flow, expression: Node, depth = 0): Supplied {
  const node = unwrap(expression);
  if (depth > DEPTH) return null;
  const inner = (next: Node): Supplied => suppliedPassword(flow, next, depth + 1);
  const read = flow.read(node);
  if (read) return isPlainName(read.path.at(-1) ?? '') && !isReplaced(flow, node) ? 'request' : null;
  switch (node.type) {
    case 'Identifier':
      return isPlainName(node.name) ? ofName(flow, node, depth) : null;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isPlainName(memberName(node) ?? '') && !isReplaced(flow, node) ? ofMember(flow, node) : null;
    case 'CallExpression':
    case 'OptionalCallExpression':
      return passedOn(node, inner);
    case 'LogicalExpression':
      return node.operator === '&&' ? inner(node.right) : inner(node.left);
    case 'TemplateLiteral':
      return node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === '')
        ? inner(node.expressions[0]!)
        : null;
    default:
      return null;
  }
}

function ofName(flow: Flow, node: Extract<Node, { type: 'Identifier' }>, depth: number): Supplied {
  const binding = flow.module.scopes.lookup(node.name, node);
  if (!binding || binding.assignments.length > 0) return null;
  if (binding.kind === 'parameter') return 'argument';
  if (binding.kind !== 'variable' || !binding.init) return null;
  if (binding.path.length === 0) return suppliedPassword(flow, binding.init, depth + 1);
  const origin = flow.originOf(binding.init);
  return origin === 'request' ? 'request' : origin === 'argument' ? 'argument' : 'field';
}

function ofMember(
  flow: Flow,
  node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
): Supplied {
  const owner = unwrap(node.object);
  const name = lastName(owner) ?? '';
  if (CONFIGURED.test(name) || owner.type === 'ThisExpression') return null;
  const binding = owner.type === 'Identifier' ? flow.module.scopes.lookup(owner.name, owner) : null;
  return binding?.kind === 'parameter' ? 'argument' : 'field';
}

/** `password.trim()`, `String(password)`, `Buffer.from(password)` */
function passedOn(
  { callee, arguments: given }: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
  inner: (node: Node) => Supplied,
): Supplied {
  const method = memberName(callee);
  const first = given[0] as Node | undefined;
  if (callee.type === 'Identifier') return callee.name === 'String' && first ? inner(first) : null;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
  if (/^(trim|toString|normalize)$/.test(method ?? '')) return inner(callee.object as Node);
  const owner = callee.object.type === 'Identifier' ? callee.object.name : '';
  const encodes = (owner === 'Buffer' && method === 'from') || method === 'encode';
  return encodes && first ? inner(first) : null;
}

/** `req.body.password = await hash(req.body.password)`: what stands there later is not what was typed. */
function isReplaced({ module: { text } }: Flow, node: Node): boolean {
  const written = escapeRegExp(text.slice(node.start!, node.end!));
  return node.type !== 'Identifier' && new RegExp(`${written}\\s*=[^=]`).test(text);
}
