import type { Node } from '@babel/types';
import type { Flow } from '../../codemods/lib/flow/flow';
import { madeOf } from '../../codemods/lib/flow/made-of';
import type { RequestPart } from '../../codemods/lib/flow/request';

const PARTS: Record<RequestPart, string> = {
  body: 'the request body',
  query: 'the query string',
  params: 'the path of the request',
  headers: 'a request header',
  cookies: 'a cookie',
  files: 'an uploaded file',
  other: 'the request',
};

/** Where the part of a value comes from that the client sent, for messages: `the query string`. */
export function whereFrom(flow: Flow, node: Node): string {
  for (const each of madeOf(flow, node)) {
    const read = flow.read(each);
    if (read) return PARTS[read.part];
  }
  return 'the request';
}

/** Whether a value is a text that is put together here of words of the code and what the function is given. */
export function isTextOfArguments(flow: Flow, node: Node): boolean {
  const pieces = flow.pieces(node);
  return (
    pieces.some((piece) => piece.kind === 'text' && piece.text.trim() !== '') &&
    pieces.some((piece) => piece.kind === 'value' && flow.originOf(piece.node) === 'argument')
  );
}

/** Where a reviewer looks: at the text that is put together in a variable, otherwise at the call. */
export function placeOf({ module: { scopes } }: Flow, value: Node, call: Node): Node {
  const binding = value.type === 'Identifier' ? scopes.lookup(value.name, value) : null;
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null;
  const isText = init?.type === 'TemplateLiteral' || (init?.type === 'BinaryExpression' && init.operator === '+');
  return isText ? init : call;
}
