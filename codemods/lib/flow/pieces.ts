import type { Node } from '@babel/types';
import { isFunction, isNode, literalText, memberName, unwrap, walk } from '../walk';
import type { Flow } from './flow';

/**
 * A part of a text that is put together: `text` that stands in the code, or a `value`. A text has its place in the file,
 * between the quotes, where it is written out there; one that a constant's name stands for is `named` by that node.
 */
export type Piece =
  | { kind: 'text'; text: string; node: Node; start: number; end: number }
  | { kind: 'text'; text: string; named: Node; node: Node }
  | { kind: 'value'; node: Node };

const DEPTH = 12;

/**
 * The pieces of a text: templates, `+`, `.concat()`, `util.format()`, `[…].join()`, and variables that are put together by
 * `=` and `+=` alone.
 */
export function piecesOf(flow: Flow, expression: Node, depth = 0): Piece[] {
  const node = unwrap(expression);
  const inner = (next: Node): Piece[] => piecesOf(flow, next, depth + 1);
  const itself: Piece[] = [{ kind: 'value', node }];
  if (depth > DEPTH) return itself;
  switch (node.type) {
    case 'StringLiteral':
      return [{ kind: 'text', text: node.value, node, start: node.start! + 1, end: node.end! - 1 }];
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, index) => [
        { kind: 'text', text: quasi.value.cooked ?? '', node: quasi, start: quasi.start!, end: quasi.end! } as const,
        ...(node.expressions[index] ? inner(node.expressions[index]) : []),
      ]);
    case 'BinaryExpression':
      return node.operator === '+' && isText(flow, node, depth) ? [...inner(node.left), ...inner(node.right)] : itself;
    case 'CallExpression':
      return ofCall(flow, node, inner) ?? itself;
    case 'Identifier':
    case 'MemberExpression':
      return ofName(flow, node, inner) ?? itself;
    default:
      return itself;
  }
}

/** Of a sum, whether it is one of texts. */
function isText(flow: Flow, node: Node, depth: number): boolean {
  const inner = unwrap(node);
  if (depth > DEPTH) return false;
  if (inner.type === 'BinaryExpression' && inner.operator === '+')
    return isText(flow, inner.left, depth + 1) || isText(flow, inner.right, depth + 1);
  return piecesOf(flow, inner, depth + 1).some(({ kind }) => kind === 'text');
}

function ofCall(
  flow: Flow,
  node: Extract<Node, { type: 'CallExpression' }>,
  inner: (node: Node) => Piece[],
): Piece[] | null {
  const { callee, arguments: given } = node;
  const method = memberName(callee);
  const object = callee.type === 'MemberExpression' ? callee.object : null;
  if (method === 'concat' && object && inner(object).some(({ kind }) => kind === 'text'))
    return [object, ...given].flatMap(inner);
  if (method === 'join' && object?.type === 'ArrayExpression') {
    const separator = given[0] ? literalText(given[0]) : ',';
    const between: Piece = { kind: 'text', text: separator ?? '', named: node, node };
    if (separator === null) return null;
    return object.elements
      .filter(isNode)
      .flatMap((each, index) => [...(index > 0 ? [between] : []), ...inner(each as Node)]);
  }
  if (flow.resolver.packageName(flow.module, callee) === 'util#format') return formatted(given, inner);
  return null;
}

/** `util.format('… %s …', value)` */
function formatted(given: readonly Node[], inner: (node: Node) => Piece[]): Piece[] | null {
  const [format, ...values] = given;
  const text = format ? literalText(format) : null;
  if (text === null || !format) return null;
  return text.split(/%[sdifjoO]/).flatMap((part, index): Piece[] => {
    const value = index > 0 ? values[index - 1] : undefined;
    return [...(value ? inner(value) : []), { kind: 'text', text: part, named: format, node: format }];
  });
}

/** A constant, also of another file, or a variable of this function that is put together step by step. */
function ofName(
  flow: Flow,
  node: Extract<Node, { type: 'Identifier' | 'MemberExpression' }>,
  inner: (node: Node) => Piece[],
): Piece[] | null {
  const value = flow.resolver.resolve(flow.module, node);
  const text = value?.kind === 'node' ? constant(value.node) : null;
  if (text !== null) return [{ kind: 'text', text, named: node, node }];
  const binding = node.type === 'Identifier' ? flow.module.scopes.lookup(node.name, node) : null;
  if (binding?.kind !== 'variable' || binding.path.length > 0) return null;
  const earlier = binding.assignments.filter((each) => each.end! < node.start!);
  // What is made of itself, `sql = sql + x`, has everything before in it.
  const last = earlier.findLastIndex((each) => isMadeOf(each, binding.name));
  const sources = last >= 0 ? earlier.slice(last) : [...(binding.init ? [binding.init] : []), ...earlier];
  const pieces = sources.flatMap(inner);
  return sources.length > 0 && pieces.some(({ kind }) => kind === 'text') ? pieces : null;
}

/** Whether a name stands in a sum, a template or the object of a method. */
function isMadeOf(node: Node, name: string): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.type === 'Identifier' && inner.name === name;
    return !found && !isFunction(inner);
  });
  return found;
}

const constant = (node: Node): string | null =>
  node.type === 'NumericLiteral' ? String(node.value) : node.type === 'StringLiteral' ? node.value : null;
