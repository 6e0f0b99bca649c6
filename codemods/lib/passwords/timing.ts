import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { memberName, unwrap } from '../walk';
import { digestOf, nameOf } from './digest';

type Binary = Extract<Node, { type: 'BinaryExpression' }>;

/** A comparison that takes longer the more is right, of something that a secret has made. */
export interface UnsafeComparison {
  node: Binary;
  /** What is compared: the hash of a password, or a signature. */
  what: 'hash' | 'signature';
}

/** `signature === hmac`, `user.hash === pbkdf2Sync(…)` */
export function unsafeComparison(flow: Flow, node: Binary): UnsafeComparison | null {
  if (!/^[!=]==?$/.test(node.operator)) return null;
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    // prettier-ignore
    const what = madeBy(flow, side);
    if (what !== null && flow.originOf(other) !== 'constant') return { node, what };
  }
  return null;
}

/** What the value of one side is: followed through its name and the text it is turned into. */
function madeBy(flow: Flow, side: Node, depth = 0): UnsafeComparison['what'] | null {
  const node = unwrap(side);
  const { module, resolver } = flow;
  if (depth > 6) return null;
  if (node.type === 'Identifier') {
    const binding = module.scopes.lookup(node.name, node);
    return binding?.kind === 'variable' && binding.init && binding.path.length === 0 && binding.assignments.length === 0
      ? madeBy(flow, binding.init, depth + 1)
      : null;
  }
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return madeBy(flow, node.left, depth + 1) ?? madeBy(flow, node.right, depth + 1);
  if (node.type === 'TemplateLiteral')
    return node.expressions.map((each) => madeBy(flow, each, depth + 1)).find((each) => each !== null) ?? null;
  if (node.type !== 'CallExpression') return null;
  const name = nameOf(module, resolver, node.callee) ?? '';
  if (/^crypto#(pbkdf2Sync|scryptSync)$/.test(name)) return 'hash';
  const digest = digestOf(module, resolver, node);
  if (digest?.keyed) return 'signature';
  const { callee } = node;
  if (callee.type !== 'MemberExpression') return null;
  return /^(digest|toString|update|slice|toLowerCase)$/.test(memberName(callee) ?? '')
    ? madeBy(flow, callee.object, depth + 1)
    : null;
}
