import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { partIn } from '../flow/part';
import type { Piece } from '../flow/pieces';
import { reaching } from '../flow/reaching';
import type { RequestPart } from '../flow/request';
import { literalText, memberName, unwrap } from '../walk';
import { type Check, checkOf } from './checks';

/** Where a redirect may lead, one of the values that its target can have. */
export interface Alternative {
  node: Node;
  /** `own` stays on the site, `data` goes where the request says, `other` is not known or another site on purpose. */
  leads: 'own' | 'data' | 'other';
  /** Names that the value goes by on its way. */
  names: string[];
  part: RequestPart;
  /** The scheme stands in front of the data: a path of the own site would not do. */
  absolute: boolean;
}

/** A redirect whose target the request decides. */
export interface OpenRedirect {
  node: Node;
  part: RequestPart;
  check: Check;
  /** Whether only paths of the own site are meant, so that nobody misses the others. */
  ownMeant: boolean;
  /** What is to be replaced, where that can be done without a change for the targets in the code. */
  mend: Mend | null;
}

/** `value` goes through the helper; with a `fallback`, `value || fallback` becomes one call, unless that has to be worked out. */
export interface Mend {
  node: Node;
  value: Node;
  fallback: Node | null;
}

/** Whether a fallback may be given to the helper in any case: others wait, fail or do something, and only where needed. */
export function isReady(fallback: Node): boolean {
  const node = unwrap(fallback);
  if (node.type === 'TemplateLiteral') return node.expressions.every(isReady);
  if (node.type !== 'MemberExpression') return /^(StringLiteral|Identifier)$/.test(node.type);
  return node.object.type === 'Identifier' || memberName(node.object) === 'env';
}

/** What is open about a target; null where it stays on the site, is checked, or does not come from the request. */
export function openRedirect(flow: Flow, target: Node): OpenRedirect | null {
  const all = alternatives(flow, target, []);
  const data = all.filter(({ leads }) => leads === 'data');
  const checks = data.map((each) => checkOf(flow, target, each));
  const open = data.find((_, index) => checks[index] !== 'strong');
  if (!open) return null;
  const check = (['none', 'weak', 'slash'] as const).find((each) => checks.includes(each))!;
  return {
    node: target,
    part: open.part,
    check,
    ownMeant: check === 'slash' || open.part === 'other' || beginsWithSlash(flow, open.node),
    // A list of other sites is no reason to lead nowhere else than here, and the page that a client comes from is always
    // a whole address: the helper would let none of them pass.
    mend:
      check === 'weak' || data.some(({ absolute, part }) => absolute || part === 'headers')
        ? null
        : mendOf(flow, target),
  };
}

const beginsWithSlash = (flow: Flow, node: Node): boolean => {
  const [first] = flow.pieces(node);
  return first?.kind === 'text' && first.text === '/';
};

const DEPTH = 10;

/** The values that an expression may have, through conditions and variables. */
function alternatives(flow: Flow, expression: Node, names: string[], depth = 0): Alternative[] {
  const node = unwrap(expression);
  const inner = (next: Node, more: string[] = names): Alternative[] =>
    depth > DEPTH ? [] : alternatives(flow, next, more, depth + 1);
  if (node.type === 'ConditionalExpression') return [...inner(node.consequent), ...inner(node.alternate)];
  if (node.type === 'LogicalExpression')
    return [...(node.operator === '&&' ? [] : inner(node.left)), ...inner(node.right)];
  const binding = node.type === 'Identifier' ? flow.module.scopes.lookup(node.name, node) : null;
  const named = node.type === 'Identifier' ? [...names, node.name] : names;
  if (binding?.kind === 'variable' && binding.path.length === 0) {
    return reaching(flow.module, node, binding).values.flatMap((each) => inner(each, named));
  }
  return [{ node, names: named, ...leadOf(flow, node) }];
}

type Lead = Pick<Alternative, 'leads' | 'part' | 'absolute'>;
const OWN: Lead = { leads: 'own', part: 'other', absolute: false };
const OTHER: Lead = { ...OWN, leads: 'other' };

/** What a text leads to is decided by how it begins. */
function leadOf(flow: Flow, node: Node): Lead {
  const pieces = flow.pieces(node).filter((piece) => piece.kind === 'value' || piece.text !== '');
  const [text, next] = beginning(pieces);
  if (next === null) return text === '' || text === '/' || isOwnPath(text) ? OWN : OTHER;
  if (isOwnPath(text)) return OWN;
  const source = sourceOf(flow, next);
  if (source === null) return text === '/' ? OWN : OTHER;
  const { part, parsed } = source;
  if (text === '' || text === '/') return { leads: 'data', part, absolute: parsed };
  // An address of the own path behind a fixed host, and the host that the client asked for, are other matters.
  const open = /^(https?:)?\/\/[^/?#\\]*$/i.test(text) && part !== 'other' && part !== 'headers';
  return open ? { leads: 'data', part, absolute: true } : OTHER;
}

/** The text that a target begins with, and the first value behind it. */
function beginning(pieces: readonly Piece[]): [text: string, next: Node | null] {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'value') return [text, piece.node];
    text += piece.text;
  }
  return [text, null];
}

/** A path of the own site, or something relative: nothing behind it can lead elsewhere. */
const isOwnPath = (text: string): boolean => /^\/[^/\\]|^[?#.]|^(?!https?:)[\w-]+[/?#]|^back$/i.test(text);

const SAFE = /safe|sanitiz|valid|clean|escape|encode|allow|local|path(name)?$/i;

/**
 * Which part of the request a value is of, and whether it is parsed against a base; null where it is of none, or
 * something made of it that cannot lead away.
 */
function sourceOf(flow: Flow, node: Node): { part: RequestPart; parsed: boolean } | null {
  const { value, parsed } = firstOf(flow, { value: unwrap(node), parsed: false });
  if (value.type === 'CallExpression' && SAFE.test(nameOf(value.callee))) return null;
  if (value.type === 'MemberExpression' && /^(pathname|search|hash)$/.test(memberName(value) ?? '')) return null;
  // An address that is put together begins with what the code says.
  if (parsed && /^(Conditional|Template)/.test(value.type)) return null;
  if (value.type === 'ObjectExpression' || flow.originOf(value) !== 'request') return null;
  const part = partIn(flow, value) ?? 'query';
  if (part === 'other' && (parsed || hasOwnPath(flow.module, node))) return null;
  return part === 'cookies' || part === 'files' ? null : { part, parsed };
}

interface First {
  value: Node;
  /** It is what `new URL(value, base)` makes of it. */
  parsed: boolean;
}

/** What a value begins with, where it is a sum, a variable, or an address that is parsed. */
function firstOf(flow: Flow, first: First, depth = 0): First {
  const { value, parsed } = first;
  const inner = (next: Node, more = parsed): First => firstOf(flow, { value: unwrap(next), parsed: more }, depth + 1);
  if (depth > DEPTH) return first;
  if (value.type === 'BinaryExpression' && value.operator === '+') return inner(value.left);
  if (value.type === 'CallExpression' && memberName(value.callee) === 'toString' && 'object' in value.callee)
    return inner(value.callee.object);
  if (value.type === 'MemberExpression' && memberName(value) === 'href' && !flow.read(value))
    return inner(value.object);
  if (value.type === 'NewExpression' && nameOf(value.callee) === 'URL' && value.arguments[0])
    return inner(flow.pieces(value.arguments[0])[0]?.node ?? value.arguments[0], true);
  const binding = value.type === 'Identifier' ? flow.module.scopes.lookup(value.name, value) : null;
  const once = binding?.kind === 'variable' && binding.assignments.length === 0 && binding.path.length === 0;
  return once && binding.init && !flow.read(value) ? inner(binding.init) : first;
}

/** Whether the handler around a place is registered for a path of its own: what was asked for begins with it. */
function hasOwnPath({ scopes }: Flow['module'], node: Node): boolean {
  const call = scopes.parents.get(scopes.functionAround(node));
  const path = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  const paths = path?.type === 'ArrayExpression' ? path.elements : [path];
  return paths.every((each) => /^\/\w/.test(literalText(each) ?? ''));
}

function nameOf(callee: Node): string {
  const object =
    callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? `${callee.object.name}.` : '';
  return callee.type === 'Identifier' ? callee.name : object + (memberName(callee) ?? '');
}

/** The smallest part of the target that may be replaced; what the code itself says stays reachable. */
function mendOf(flow: Flow, target: Node): Mend | null {
  const node = withoutTypes(target);
  const leads = (part: Node): Set<Alternative['leads']> =>
    new Set(alternatives(flow, part, []).map((each) => each.leads));
  if (node.type === 'ConditionalExpression') {
    const branches = [node.consequent, node.alternate].filter((each) => leads(each).has('data'));
    return branches.length === 1 ? mendOf(flow, branches[0]!) : null;
  }
  if (node.type === 'LogicalExpression' && node.operator !== '&&' && !leads(node.right).has('data')) {
    const inner = mendOf(flow, node.left);
    return inner?.node === node.left ? { node: target, value: inner.value, fallback: node.right } : null;
  }
  return leads(node).has('other') ? null : { node: target, value: node, fallback: null };
}

/** What is given to the helper needs no `!` and no `as string`. */
const withoutTypes = (node: Node): Node =>
  node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression' ? withoutTypes(node.expression) : node;
