import type { Node } from '@babel/types';
import { usesOf } from '../flow/calls';
import type { Flow } from '../flow/flow';
import { returnedExpression } from '../resolve';
import type { Binding } from '../scope';
import { isFunction, isNode, memberName, unwrap } from '../walk';
import { offsetsOf } from './offsets';

/** A piece of SQL text that stands in the code, or whose text is known. */
export interface TextPart {
  kind: 'text';
  text: string;
  /** Where each character stands in the file, and the end behind the last; null where it cannot be edited there. */
  offsets: number[] | null;
  /** The literal that it is part of. */
  literal: Node | null;
  site: Node;
}

/** A piece that is only known when the code runs. */
export interface ValuePart {
  kind: 'value';
  node: Node;
  /** The place of `${…}`, or of the operand of a sum; null where it cannot be edited. */
  hole: [number, number] | null;
  /** The operand of a sum, not the hole of a template. */
  added: boolean;
  site: Node;
}
export type Part = TextPart | ValuePart;

interface Place {
  /** The expression that the text begins with: where a reviewer would look. */
  site: Node;
  /** Whether all of it runs, once and in order, before the text is used. */
  straight: boolean;
}

const DEPTH = 10;

/** The pieces of the text that an expression makes. */
export function partsOf(flow: Flow, text: Node): Part[] {
  return collect(flow, text, { site: unwrap(text), straight: true }, 0, text);
}

function collect(flow: Flow, expression: Node, place: Place, depth: number, use: Node): Part[] {
  const node = unwrap(expression);
  const inner = (next: Node, at: Partial<Place> = {}): Part[] =>
    collect(flow, next, { ...place, ...at }, depth + 1, use);
  const value = (hole: [number, number] | null = null, added = false): Part[] => [
    { kind: 'value', node, hole, added, site: place.site },
  ];
  if (depth > DEPTH) return value();
  switch (node.type) {
    case 'StringLiteral':
      return [literal(flow, node, node.value, node.start! + 1, node.end! - 1, place, node)];
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, index) => {
        const text = literal(flow, node, quasi.value.cooked ?? '', quasi.start!, quasi.end!, place, node);
        const expression = node.expressions[index];
        if (!expression) return [text];
        const hole: [number, number] = [quasi.end!, node.quasis[index + 1]!.start!];
        return [text, ...holed(inner(expression), expression, place.straight ? hole : null, false)];
      });
    case 'BinaryExpression': {
      if (node.operator !== '+') return value();
      const parts = operandsOf(node).flatMap((each) =>
        holed(inner(each), each, place.straight ? placeOf(each) : null, true),
      );
      // A sum of numbers is one value.
      return parts.some(({ kind }) => kind === 'text') ? parts : value();
    }
    case 'ConditionalExpression':
      return (
        ofWays(
          [node.consequent, node.alternate].map((each) => inner(each, { straight: false })),
          place,
        ) ?? value()
      );
    case 'LogicalExpression':
      return (
        ofWays(
          [node.left, node.right].map((each) => inner(each, { straight: false })),
          place,
        ) ?? value()
      );
    case 'CallExpression':
      return ofCall(flow, node, inner, place) ?? value();
    case 'Identifier':
    case 'MemberExpression':
      return ofName(flow, node, inner, place, use) ?? value();
    default:
      return value();
  }
}

function literal(
  flow: Flow,
  node: Node,
  text: string,
  from: number,
  to: number,
  { site, straight }: Place,
  holder: Node,
): TextPart {
  const offsets = straight ? offsetsOf(flow.module.text, from, to, text) : null;
  return {
    kind: 'text',
    text,
    offsets,
    literal: offsets ? holder : null,
    site: site.type === 'Identifier' ? node : site,
  };
}

/** The operands of a sum, however long. */
function operandsOf(sum: Extract<Node, { type: 'BinaryExpression' }>): Node[] {
  const operands: Node[] = [];
  let node: Node = sum;
  for (; node.type === 'BinaryExpression' && node.operator === '+' && !node.extra?.['parenthesized']; node = node.left)
    operands.unshift(node.right);
  // The sum itself may stand in parentheses.
  if (operands.length === 0) return [sum.left, sum.right];
  return [node, ...operands];
}

const placeOf = (node: Node): [number, number] => {
  const { parenthesized, parenStart } = (node.extra ?? {}) as { parenthesized?: boolean; parenStart?: number };
  // The parenthesis that closes is not recorded: such an operand is left where it stands.
  return parenthesized && parenStart !== undefined ? [parenStart, -1] : [node.start!, node.end!];
};

/** A value that stands for itself gets the place it is interpolated at. */
function holed(parts: Part[], expression: Node, hole: [number, number] | null, added: boolean): Part[] {
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'value' || only.node !== unwrap(expression)) return parts;
  return [{ ...only, node: expression, hole, added }];
}

/** Texts of which one is taken: all of them, apart from each other. */
function ways(each: Part[][], { site }: Place): Part[] {
  const gap: TextPart = { kind: 'text', text: ' ', offsets: null, literal: null, site };
  return each.flatMap((parts) => [...parts, gap]);
}

/** Null where each way is a value or a text as a whole: that is one value, whichever it is. */
const ofWays = (each: Part[][], place: Place): Part[] | null =>
  each.some((parts) => new Set(parts.map(({ kind }) => kind)).size > 1) ? ways(each, place) : null;

function ofCall(
  flow: Flow,
  node: Extract<Node, { type: 'CallExpression' }>,
  inner: (node: Node, at?: Partial<Place>) => Part[],
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
  const returned = value?.kind === 'node' && value.module === flow.module ? returnedExpression(value.node) : null;
  const parts = returned && inner(returned, { ...loose, site: unwrap(returned) });
  return parts && isText(parts) && isFunction(value?.kind === 'node' ? value.node : null) ? parts : null;
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

/** A constant, also of another file, or a variable that is put together by `=` and `+=`. */
function ofName(
  flow: Flow,
  node: Extract<Node, { type: 'Identifier' | 'MemberExpression' }>,
  inner: (node: Node, at?: Partial<Place>) => Part[],
  { site, straight }: Place,
  use: Node,
): Part[] | null {
  const { module, resolver } = flow;
  const value = resolver.resolve(module, node);
  if (value?.kind === 'node' && value.module !== module) {
    const known = value.node;
    const text =
      known.type === 'StringLiteral' ? known.value : known.type === 'NumericLiteral' ? String(known.value) : null;
    return text === null ? null : [{ kind: 'text', text, offsets: null, literal: null, site }];
  }
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'variable' && binding.path.length === 0) {
    const own = straight && node === unwrap(use);
    const parts = ofVariable(flow, binding, own, inner, use);
    if (!parts.some(({ kind }) => kind === 'text')) return null;
    return node === unwrap(use) || holdsSql(parts) ? parts : null;
  }
  const known = node.type === 'MemberExpression' && value?.kind === 'node' ? value.node : null;
  if (known?.type !== 'StringLiteral' && known?.type !== 'TemplateLiteral') return null;
  return inner(known, { straight: false, site: known });
}

/** Whether what a variable holds is a part of the statement, and not a value that is partly written out. */
const holdsSql = (parts: readonly Part[]): boolean => {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : ' ')).join('');
  const isConstant = parts.every(({ kind }) => kind === 'text');
  return text.trim() === ''
    ? isConstant && parts.length > 0
    : isConstant || /[=<>(),]|\b(SELECT|FROM|WHERE|AND|OR|BY|LIMIT|OFFSET|SET|JOIN|LIKE|IN|IS|ASC|DESC)\b/i.test(text);
};

function ofVariable(
  { module }: Flow,
  binding: Binding,
  own: boolean,
  inner: (node: Node, at?: Partial<Place>) => Part[],
  use: Node,
): Part[] {
  const { scopes } = module;
  const block = scopes.parents.get(scopes.parents.get(binding.declaration)!);
  const steps = binding.assignments
    .filter((right) => right.start! < use.start!)
    .map((right) => {
      const assignment = scopes.parents.get(right);
      const statement = assignment && scopes.parents.get(assignment);
      const appended = assignment?.type === 'AssignmentExpression' && assignment.operator === '+=';
      const plain = statement?.type === 'ExpressionStatement' && scopes.parents.get(statement) === block;
      return { right, appended, plain };
    });
  const starts = [
    ...(binding.init ? [binding.init] : []),
    ...steps.flatMap((each) => (each.appended ? [] : [each.right])),
  ];
  const straight =
    own &&
    (binding.init ? starts.length === 1 : starts.length === 1 && steps[0]?.right === starts[0]) &&
    steps.every(({ plain }) => plain);
  const begun = starts.map((each) => inner(each, { straight, site: unwrap(each) }));
  const rest = steps
    .filter(({ appended }) => appended)
    .flatMap(({ right }) => inner(right, { straight, site: unwrap(right) }));
  const gap: Place = { site: binding.identifier, straight: false };
  return [...(begun.length === 1 ? begun[0]! : ways(begun, gap)), ...rest];
}
