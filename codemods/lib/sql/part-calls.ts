import type { Node } from '@babel/types';
import { usesOf } from '../flow/calls';
import type { Flow } from '../flow/flow';
import { returnedBy } from '../flow/returned';
import { isFunction, isNode, memberName, unwrap } from '../walk';
import { type Inner, type Part, type Place, ways } from './part';

/** The pieces of a text that a call puts together: `.concat`, `.join`, `util.format`, a function of the file. */
export function ofCall(
  flow: Flow,
  node: Extract<Node, { type: 'CallExpression' }>,
  inner: Inner,
  { site }: Place,
): Part[] | null {
  const { callee, arguments: given } = node;
  const method = memberName(callee);
  const object = callee.type === 'MemberExpression' ? callee.object : null;
  const loose = { straight: false };
  const isText = (parts: Part[]): boolean => parts.some(({ kind }) => kind === 'text');
  if (object && (method === 'concat' || method === 'trim')) {
    const base = inner(object, loose);
    return isText(base) ? [...base, ...given.flatMap((each) => inner(each, loose))] : null;
  }
  if (object && method === 'join') {
    const items = itemsOf(flow, object);
    const parts = items?.map((item) => inner(item.node, item.own ? { ...loose, site: unwrap(item.node) } : loose));
    return parts?.some(isText) ? ways(parts, { site, straight: false }) : null;
  }
  if (flow.resolver.packageName(flow.module, callee) === 'util#format') {
    const [format, ...values] = given.map((each) => inner(each, loose));
    const text = format?.map((part) => (part.kind === 'text' ? part.text : '')).join('') ?? '';
    return text
      .split(/%[sdifjoO]/)
      .flatMap((piece, index): Part[] => [
        ...(index > 0 ? (values[index - 1] ?? []) : []),
        { kind: 'text', text: piece, offsets: null, literal: null, site },
      ]);
  }
  const value = flow.resolver.resolve(flow.module, callee);
  const fn = value?.kind === 'node' && value.module === flow.module && isFunction(value.node) ? value.node : null;
  const texts = fn ? returnedBy(fn).map((each) => inner(each, { ...loose, site: unwrap(each) })) : [];
  if (!texts.some(isText)) return null;
  return texts.length === 1 ? texts[0]! : ways(texts, { site, straight: false });
}

/** What a list holds: written out, or pushed to a variable one by one. */
function itemsOf({ module }: Flow, list: Node): { node: Node; own: boolean }[] | null {
  const node = unwrap(list);
  if (node.type === 'ArrayExpression')
    return node.elements.filter(isNode).map((each) => ({ node: each as Node, own: false }));
  if (node.type !== 'Identifier') return null;
  const binding = module.scopes.lookup(node.name, node);
  const init = binding?.kind === 'variable' && binding.init ? unwrap(binding.init) : null;
  if (!binding || init?.type !== 'ArrayExpression') return null;
  const pushed = (usesOf(module).stores.get(binding.name) ?? []).filter(
    ({ member, object }) =>
      member === null && object.type === 'Identifier' && module.scopes.lookup(object.name, object) === binding,
  );
  return [...init.elements.filter(isNode), ...pushed.map(({ value }) => value)].map((each) => ({
    node: each as Node,
    own: true,
  }));
}
