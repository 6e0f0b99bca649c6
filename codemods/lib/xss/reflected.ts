import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { partIn } from '../flow/part';
import { reaching } from '../flow/reaching';
import type { Piece } from '../flow/pieces';
import type { RequestPart } from '../flow/request';
import { lastName, unwrap } from '../walk';
import { contextAfter, HOLE, type HtmlContext, isEncodable } from './context';
import { isEncoded } from './encoded';
import { isFetched } from './fetched';
import type { Sent } from './sinks';

/** A value in a page that comes from the request as it is, or from where the request says. */
export interface Reflected {
  node: Node;
  from: RequestPart | 'fetched';
  context: HtmlContext;
  /** Whether markup stands around it: a page is meant. */
  inMarkup: boolean;
  /** Encoding it where it stands is all that is needed. */
  mendable: boolean;
}

const MARKUP = /<[a-z!/]/i;

/** The values of a text that is sent which a visitor's link may fill with markup. */
export function reflectedIn(flow: Flow, { node, page }: Sent): Reflected[] {
  const pieces = flow.pieces(node);
  const first = pieces.find((piece) => piece.kind === 'value' || piece.text !== '');
  const inMarkup = pieces.some((piece) => piece.kind === 'text' && MARKUP.test(piece.text));
  if (page === 'markup' && !inMarkup) return [];
  if (page === 'leading' && first?.kind === 'text' && !/^\s*</.test(first.text)) return [];
  return pieces.flatMap((piece, index): Reflected[] => {
    if (piece.kind === 'text') return [];
    const from = sourceOf(flow, piece.node);
    if (from === null || (!inMarkup && !isBareText(flow, piece.node, from))) return [];
    const context = contextAfter(htmlOf(pieces.slice(0, index)));
    const mendable = from !== 'fetched' && isEncodable(context) && isPlain(flow, piece.node);
    return [{ node: piece.node, from, context, inMarkup, mendable }];
  });
}

const htmlOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : HOLE)).join('');

function sourceOf(flow: Flow, node: Node): RequestPart | 'fetched' | null {
  if (flow.originOf(node) === 'request') return isEncoded(flow, node) ? null : (partIn(flow, node) ?? 'query');
  return isFetched(flow, node) ? 'fetched' : null;
}

/** A value that is sent alone is a page where it is a text: whole bodies and objects are sent as JSON. */
function isBareText(flow: Flow, node: Node, from: RequestPart | 'fetched'): boolean {
  const value = unwrap(node);
  if (from === 'other' || from === 'headers' || from === 'cookies') return false;
  if (/^(Object|Array)Expression$/.test(value.type)) return false;
  const read = flow.read(value);
  return read ? read.path.length > 0 : isText(value) || from === 'fetched';
}

/** Of what is made of the request, what certainly is a text. */
const isText = (value: Node): boolean =>
  value.type === 'CallExpression' &&
  /^(trim|toString|toUpperCase|toLowerCase|slice|substring|join|decodeURIComponent|String)$/.test(
    lastName(value.callee) ?? '',
  );

/** A value as it was sent, so that nothing in it is markup of the code's own. */
function isPlain(flow: Flow, node: Node): boolean {
  const value = unwrap(node);
  if (flow.read(value)) return true;
  const isUnmarked = (each: Node): boolean =>
    isPlain(flow, each) || flow.pieces(each).every((piece) => piece.kind === 'text' && !/[<>&]/.test(piece.text));
  switch (value.type) {
    case 'Identifier': {
      const binding = flow.module.scopes.lookup(value.name, value);
      if (binding?.kind !== 'variable') return false;
      const { values, last } = reaching(flow.module, value, binding);
      return (binding.path.length > 0 && !last) || values.every(isUnmarked);
    }
    case 'LogicalExpression':
      return isPlain(flow, value.left) && isUnmarked(value.right);
    case 'MemberExpression': {
      const made = flow.resolver.resolve(flow.module, value.object);
      const own = made?.kind === 'node' && made.node.type === 'ObjectExpression';
      return isPlain(flow, value.object) || (!own && flow.originOf(value.object) === 'request');
    }
    case 'CallExpression':
      return isText(value) && value.callee.type === 'MemberExpression' && isPlain(flow, value.callee.object);
    default:
      return false;
  }
}
