import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { Origin } from '../flow/origin';
import { isResponse, rootOf } from '../flow/response';
import { literalText, memberName, propertyOf, unwrap, walk } from '../walk';
import { isEncoded } from '../xss/encoded';

/** What code says of a value that a view shows. */
export interface ShownValue {
  origin: Origin;
  /** Markup stands in the code, so that it is meant. */
  markup: boolean;
  json: boolean;
}

/** What a file hands to its views. */
export interface Rendered {
  /** As it is called, `users/show`; null where it is handed to every view: `res.locals.user = …`. */
  view: string | null;
  /** The same for all clients: `app.locals.title = …`. */
  ofApp: boolean;
  /** What is said of the value that goes by these names; null where it is not said here. */
  valueOf(names: readonly string[]): ShownValue | null;
}

/** What a file hands to the views that it renders, and to those that the app renders later. */
export function renderedIn(flow: Flow): Rendered[] {
  const found: Rendered[] = [];
  walk(flow.module.ast.program, (node) => {
    if (node.type === 'CallExpression' && /^(render|view)$/.test(memberName(node.callee) ?? '')) {
      const view = literalText(node.arguments[0]);
      const locals = node.arguments[1] as Node | undefined;
      if (view !== null && isResponse(flow.module, node.callee))
        found.push({ view, ofApp: false, valueOf: (names) => (locals ? valueIn(flow, locals, names) : null) });
    }
    if (node.type === 'AssignmentExpression') found.push(...laidOut(flow, node));
  });
  return found;
}

/** `res.locals.user = …`, `ctx.state.user = …`, `app.locals.title = …`, `app.locals = { … }` */
function laidOut(flow: Flow, { left, right }: Extract<Node, { type: 'AssignmentExpression' }>): Rendered[] {
  if (left.type !== 'MemberExpression') return [];
  const whole = /^(locals|state)$/.test(memberName(left) ?? '');
  const [locals, name] = whole ? [left, null] : [left.object, memberName(left)];
  if (!/^(locals|state)$/.test(memberName(locals) ?? '') || locals.type !== 'MemberExpression') return [];
  const root = rootOf(locals.object);
  const ofApp = root.type === 'Identifier' && /^_?(app|server|expressApp)$/i.test(root.name);
  if (!ofApp && !isResponse(flow.module, locals.object)) return [];
  return [
    {
      view: null,
      ofApp,
      valueOf: ([first, ...rest]) =>
        whole ? valueIn(flow, right, [first!, ...rest]) : first === name ? ofValue(flow, right, rest) : null,
    },
  ];
}

function valueIn(flow: Flow, locals: Node, [first, ...rest]: readonly string[]): ShownValue | null {
  const object = literalOf(flow, locals);
  const value = object && first !== undefined ? propertyOf(object, first) : null;
  return value && ofValue(flow, value, rest);
}

function ofValue(flow: Flow, value: Node, rest: readonly string[]): ShownValue {
  if (rest.length > 0) {
    const inner = valueIn(flow, value, rest);
    return inner ?? { origin: flow.read(value) ? 'request' : 'unknown', markup: false, json: false };
  }
  const origin = flow.originOf(value);
  const markup = flow.pieces(value).some((piece) => piece.kind === 'text' && /<[a-z!/]/i.test(piece.text));
  const made = unwrap(value);
  const json = made.type === 'CallExpression' && memberName(made.callee) === 'stringify';
  return { origin: origin === 'request' && isEncoded(flow, value) ? 'constant' : origin, markup, json };
}

/** The literal that an object is made as, in this file; of one that is made anew in each function, by this one. */
function literalOf({ module, resolver }: Flow, node: Node): Node | null {
  const value = resolver.resolve(module, node);
  if (value?.kind === 'node' && value.module === module && value.node.type === 'ObjectExpression') return value.node;
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  const around = module.scopes.functionAround(node);
  const own = binding?.assignments.filter(
    (each) => each.start! < node.start! && module.scopes.functionAround(each) === around,
  );
  const last = own?.at(-1);
  return last?.type === 'ObjectExpression' ? last : null;
}
