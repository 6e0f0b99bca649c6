import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { unwrap } from '../walk';
import { offsetsOf } from './offsets';
import { type Part, type Place, type TextPart, ways } from './part';
import { ofCall } from './part-calls';
import { ofName } from './part-names';

const DEPTH = 10;
/** Names that are given one another again and again stand for more texts than anybody could read. */
const STEPS = 2000;

/** The pieces of the text that an expression makes. */
export function partsOf(flow: Flow, text: Node): Part[] {
  return collect({ flow, use: text, steps: 0 }, text, { site: unwrap(text), straight: true }, 0);
}

interface Collected {
  flow: Flow;
  /** Where the text is used. */
  use: Node;
  steps: number;
}

function collect(collected: Collected, expression: Node, place: Place, depth: number): Part[] {
  const { flow, use } = collected;
  const node = unwrap(expression);
  const inner = (next: Node, at: Partial<Place> = {}): Part[] =>
    collect(collected, next, { ...place, ...at }, depth + 1);
  const value = (hole: [number, number] | null = null, added = false): Part[] => [
    { kind: 'value', node, hole, added, site: place.site },
  ];
  if (depth > DEPTH || (collected.steps += 1) > STEPS) return value();
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

/** Null where each way is a value or a text as a whole: that is one value, whichever it is. */
const ofWays = (each: Part[][], place: Place): Part[] | null =>
  each.some((parts) => new Set(parts.map(({ kind }) => kind)).size > 1) ? ways(each, place) : null;
