import type { Node } from '@babel/types';
import type { Flow, Origin } from '../flow/flow';
import { isResponse } from '../flow/response';
import { isEncoded } from '../xss/encoded';
import { literalText, memberName, propertyOf, walk } from '../walk';

/** What a file hands to a view: `res.render('users/show', { user })`. */
export interface Rendered {
  /** As it is called: `users/show`. */
  view: string;
  /** Where the value that goes by these names comes from; null where the call says nothing of it. */
  originOf(names: readonly string[]): Origin | null;
}

/** The views that a file renders. */
export function renderedIn(flow: Flow): Rendered[] {
  const found: Rendered[] = [];
  walk(flow.module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || !/^(render|view)$/.test(memberName(node.callee) ?? '')) return;
    const [name, locals] = node.arguments;
    const view = literalText(name);
    if (view !== null && isResponse(flow.module, node.callee))
      found.push({ view, originOf: (names) => originIn(flow, locals as Node | undefined, names) });
  });
  return found;
}

function originIn(flow: Flow, locals: Node | undefined, [first, ...rest]: readonly string[]): Origin | null {
  const object = locals && literalOf(flow, locals);
  const value = object && first !== undefined ? propertyOf(object, first) : null;
  if (!value) return null;
  const inner = rest.length > 0 ? originIn(flow, value, rest) : null;
  if (inner) return inner;
  const origin = flow.originOf(value);
  return origin === 'request' && isEncoded(flow, value)
    ? 'constant'
    : rest.length > 0 && origin === 'constant'
      ? 'unknown'
      : origin;
}

/** The literal that an object is made as, in this file. */
function literalOf(flow: Flow, node: Node): Node | null {
  const value = flow.resolver.resolve(flow.module, node);
  return value?.kind === 'node' && value.module === flow.module && value.node.type === 'ObjectExpression'
    ? value.node
    : null;
}
