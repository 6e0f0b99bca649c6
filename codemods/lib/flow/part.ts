import type { Node } from '@babel/types';
import { memberName, unwrap, walk } from '../walk';
import type { Flow } from './flow';
import type { RequestPart } from './request';

/** Which part of the request the first thing is of that an expression, or what its name stands for, reads; null of none. */
export function partIn(flow: Flow, node: Node, depth = 0): RequestPart | null {
  let part: RequestPart | null = null;
  walk(node, (inner) => {
    // `url.parse(req.url, true).query`
    const isQuery = inner !== node && memberName(inner) === 'query' && flow.originOf(inner) === 'request';
    part ??= flow.read(inner)?.part ?? (isQuery ? 'query' : null);
    return part === null;
  });
  const value = unwrap(node);
  if (memberName(value) === 'query' && part === 'other') return 'query';
  const binding = value.type === 'Identifier' ? flow.module.scopes.lookup(value.name, value) : null;
  const source = binding?.init ?? binding?.assignments[0];
  if (part === null && value.type === 'MemberExpression' && depth < 6) return partIn(flow, value.object, depth + 1);
  return part ?? (source && depth < 6 ? partIn(flow, source, depth + 1) : null);
}
