import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isFunction, lastName, memberName, unwrap, walk } from '../walk';

const ENCODES = /esc|enco|sanit|purif|clean|strip|xss|safe|htmlspecial|entit|slug|^(h|e|he)$/i;
const NUMBERS = /^(Number|parseInt|parseFloat|Boolean)$/;
const DEPTH = 12;

/** Whether a value went through something that takes markup out of it: by the name of that, or by what it replaces. */
export function isEncoded(flow: Flow, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  const each = (parts: Node[]): boolean =>
    parts.every((part) => flow.originOf(part) !== 'request' || isEncoded(flow, part, depth + 1));
  if (depth > DEPTH) return true;
  if (node.type === 'Identifier') return isEncodedName(flow, node, depth);
  if (node.type === 'LogicalExpression') return each([node.left, node.right]);
  if (node.type === 'ConditionalExpression') return each([node.consequent, node.alternate]);
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  const name = lastName(callee) ?? '';
  if (ENCODES.test(name) || NUMBERS.test(name)) return true;
  if (callee.type !== 'MemberExpression') return isEncoder(flow, callee);
  if (/^replace(All)?$/.test(name) && /[<]|\\W|\^/.test(textOf(flow, node.arguments[0]))) return true;
  const owner = callee.object.type === 'Identifier' ? callee.object.name : '';
  return /^(validator|he|xss|sanitizer|DOMPurify)$/i.test(owner) || isEncoded(flow, callee.object, depth + 1);
}

const textOf = ({ module }: Flow, node: Node | undefined): string =>
  node ? module.text.slice(node.start!, node.end!) : '';

/** A variable, all of whose values from the request are. */
function isEncodedName(flow: Flow, node: Extract<Node, { type: 'Identifier' }>, depth: number): boolean {
  const binding = flow.module.scopes.lookup(node.name, node);
  if (binding?.kind !== 'variable' || binding.path.length > 0) return false;
  // `name = escape(name)`
  const last = binding.assignments.filter((each) => each.end! < node.start!).at(-1);
  if (last && isEncoded(flow, last, depth + 1)) return true;
  const values = [...(binding.init ? [binding.init] : []), ...binding.assignments];
  const open = values.filter((each) => flow.originOf(each) === 'request');
  return open.length > 0 && open.every((each) => isEncoded(flow, each, depth + 1));
}

/** A function of the project that replaces `<`. */
function isEncoder(flow: Flow, callee: Node): boolean {
  const value = flow.resolver.resolve(flow.module, callee);
  if (value?.kind !== 'node' || !isFunction(value.node)) return false;
  const { module } = value;
  let replaces = false;
  walk(value.node, (node) => {
    if (node.type === 'CallExpression' && /^(replace(All)?|split)$/.test(memberName(node.callee) ?? '')) {
      const [first] = node.arguments;
      replaces ||= first !== undefined && module.text.slice(first.start!, first.end!).includes('<');
    }
    return !replaces;
  });
  return replaces;
}
