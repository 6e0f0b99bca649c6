import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { textOf } from '../text';
import { isFunction, keyName, literalText, memberName, unwrap, walk } from '../walk';
import { comparedPlain, filteredPlain, isStored } from './compare';
import { helperDigest, passwordDigest } from './hashed';
import { isPasswordName } from './names';
import { sqlPassword } from './sql';
import { storedPlain, useOf } from './store';
import { suppliedPassword } from './supplied';

/** How a row is given a new hash when its user logs in: what the library has for it. */
export type Renewal = 'mongoose' | 'sequelize';

/** A place where a password is stored or checked in a way that is not safe, and what it becomes where that is certain. */
export interface PasswordPlace {
  /** Where the finding is. */
  node: Node;
  /** `lookup`: a query compares, so that no hash with a salt would be found. */
  kind: 'compare' | 'store' | 'lookup';
  mend: { replace: Node; text(names: HelperNames, line: (depth: number) => string): string } | null;
}

/** What the functions of the helper are called in this file. */
export interface HelperNames {
  hash: string;
  verify: string;
}

/** All of them in a file. Where one cannot be mended, those who decide have to see it. */
export function passwordPlaces(flow: Flow, renewal: Renewal | null): PasswordPlace[] {
  const found: PasswordPlace[] = [];
  walk(flow.module.ast.program, (node) => {
    const place = placeAt(flow, node, renewal);
    if (place) found.push(place);
  });
  return found;
}

function placeAt(flow: Flow, node: Node, renewal: Renewal | null): PasswordPlace | null {
  if (node.type === 'CallExpression') {
    const digest = passwordDigest(flow, node) ?? helperDigest(flow, node);
    if (digest) return ofDigest(flow, node, digest.node, renewal);
    return filteredPlain(flow, node) === null ? null : { node, kind: 'lookup', mend: null };
  }
  if (node.type === 'BinaryExpression') {
    const plain = comparedPlain(flow, node);
    if (plain) return { node, kind: 'compare', mend: comparing(flow, node, plain.stored, plain.typed, null, renewal) };
  }
  if (node.type === 'ObjectProperty' && filteredPlain(flow, node) !== null) return { node, kind: 'lookup', mend: null };
  const stored = storedPlain(flow, node);
  if (stored)
    return { node: stored.node, kind: 'store', mend: stored.isNew ? storing(flow, stored.value, stored.value) : null };
  const sql = sqlPassword(flow, node);
  return sql && { node: sql.node, kind: sql.kind === 'store' ? 'store' : 'lookup', mend: null };
}

/** The whole of a hash, with `.digest('hex')` behind it, and what is done with it. */
function ofDigest(flow: Flow, call: Node, shown: Node, renewal: Renewal | null): PasswordPlace {
  const { parents } = flow.module.scopes;
  const whole = wholeDigest(flow, call);
  const parent = whole && parents.get(whole);
  const unknown: PasswordPlace = { node: shown, kind: 'lookup', mend: null };
  const typed = whole && typedIn(flow, whole);
  if (!whole || !parent || !typed) return unknown;
  if (parent.type === 'BinaryExpression') {
    const mend = ofComparison(flow, parent, whole, typed, renewal);
    return { node: shown, kind: 'compare', mend };
  }
  if (isStoredHere(flow, whole, parent)) return { node: shown, kind: 'store', mend: storing(flow, whole, typed) };
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return unknown;
  return ofVariable(flow, parent.id, { whole, typed, shown }, renewal) ?? unknown;
}

/** `createHash('md5').update(x)` is no value yet: `.digest('hex')` behind it makes it one. */
function wholeDigest({ module }: Flow, call: Node): Node | null {
  const { parents } = module.scopes;
  if (call.type !== 'CallExpression' || memberName(call.callee) !== 'update') return call;
  let current: Node = call;
  for (let depth = 0; depth < 4; depth++) {
    const member: Node | undefined = parents.get(current);
    const next: Node | undefined =
      member?.type === 'MemberExpression' && member.object === current ? parents.get(member) : undefined;
    if (!member || next?.type !== 'CallExpression' || next.callee !== member) return null;
    if (memberName(member) === 'digest') return literalText(next.arguments[0]) === null ? null : next;
    current = next;
  }
  return null;
}

/** The one password that an expression is made of. */
function typedIn(flow: Flow, whole: Node): Node | null {
  const found: Node[] = [];
  walk(whole, (node) => {
    if (
      node !== whole &&
      /^(Identifier|MemberExpression|OptionalMemberExpression)$/.test(node.type) &&
      suppliedPassword(flow, node) !== null
    ) {
      found.push(node);
      return false;
    }
    return true;
  });
  return found.length === 1 ? found[0]! : null;
}

function isStoredHere(flow: Flow, value: Node, parent: Node): boolean {
  if (parent.type === 'ObjectProperty')
    return parent.value === value && isPasswordName(keyName(parent) ?? '') && useOf(flow, parent)?.kind === 'store';
  return (
    parent.type === 'AssignmentExpression' &&
    parent.operator === '=' &&
    parent.right === value &&
    parent.left.type === 'MemberExpression' &&
    parent.left.object.type !== 'ThisExpression' &&
    isPasswordName(memberName(parent.left) ?? '')
  );
}

/** `const hash = md5(password)`: what all of its uses are. */
function ofVariable(
  flow: Flow,
  id: Extract<Node, { type: 'Identifier' }>,
  { whole, typed, shown }: { whole: Node; typed: Node; shown: Node },
  renewal: Renewal | null,
): PasswordPlace | null {
  const { scopes } = flow.module;
  const binding = scopes.lookup(id.name, id);
  if (!binding || binding.assignments.length > 0) return null;
  const uses: Node[] = [];
  walk(flow.module.ast.program, (node) => {
    if (node.type === 'Identifier' && node !== id && node.name === id.name && scopes.lookup(id.name, node) === binding)
      uses.push(node);
  });
  const values = uses.filter(
    (use) => !(scopes.parents.get(use)?.type === 'ObjectProperty' && isShorthandKey(flow, use)),
  );
  if (values.length > 0 && values.every((use) => isStoredHere(flow, use, scopes.parents.get(use)!)))
    return { node: shown, kind: 'store', mend: storing(flow, whole, typed) };
  const [use] = values;
  const parent = use && scopes.parents.get(use);
  if (values.length !== 1 || parent?.type !== 'BinaryExpression') return null;
  const mend = ofComparison(flow, parent, use!, typed, renewal, id.name);
  return { node: shown, kind: 'compare', mend };
}

/** Of `{ password }` the key is no use of its own. */
function isShorthandKey({ module }: Flow, use: Node): boolean {
  const property = module.scopes.parents.get(use);
  return property?.type === 'ObjectProperty' && property.key === use && property.value !== use;
}

function ofComparison(
  flow: Flow,
  binary: Extract<Node, { type: 'BinaryExpression' }>,
  hash: Node,
  typed: Node,
  renewal: Renewal | null,
  named?: string,
): PasswordPlace['mend'] {
  if (!/^[!=]==?$/.test(binary.operator)) return null;
  const stored = unwrap(binary.left === hash ? binary.right : binary.left);
  if (!isStored(flow, stored)) return null;
  return comparing(flow, binary, stored, typed, { whole: hash, named }, renewal);
}

/** `await hashPassword(password)`, in place of a hash or of the password itself. */
function storing(flow: Flow, replace: Node, typed: Node): PasswordPlace['mend'] {
  if (!isAwaitable(flow, replace)) return null;
  const parent = flow.module.scopes.parents.get(replace);
  const key = parent?.type === 'ObjectProperty' && parent.shorthand ? `${keyName(parent)}: ` : '';
  return { replace, text: ({ hash }) => `${key}await ${hash}(${textOf(flow.module, typed)})` };
}

/**
 * `await verifyPassword(password, user.password, { old, renew })`, in place of a comparison. `!user || …` in front of it
 * goes behind it, so that nobody learns by the time which users there are.
 */
function comparing(
  flow: Flow,
  binary: Extract<Node, { type: 'BinaryExpression' }>,
  stored: Node,
  typed: Node,
  old: { whole: Node; named?: string | undefined } | null,
  renewal: Renewal | null,
): PasswordPlace['mend'] {
  const row = rowOf(flow, stored);
  if (!row || !renewal || !isAwaitable(flow, binary)) return null;
  const negated = binary.operator.startsWith('!');
  const before = old?.named
    ? `() => ${old.named}`
    : `(password) => ${old ? withName(flow, old.whole, typed) : 'password'}`;
  const guard = negated && !before.includes(`${row}.`) ? guardBefore(flow, binary, row) : null;
  const dot = guard ? '?.' : '.';
  const field = memberName(stored)!;
  const method = renewal === 'mongoose' ? 'updateOne' : 'update';
  return {
    replace: guard ?? binary,
    text: ({ verify }, line) => {
      const renew = `(hash) => ${row}${dot}${method}({ ${field}: hash })`;
      const ways = `{${line(1)}old: ${before},${line(1)}renew: ${renew},${line(0)}}`;
      const call = `await ${verify}(${textOf(flow.module, typed)}, ${row}${dot}${field}, ${ways})`;
      return `${negated ? `!(${call})` : call}${guard ? ` || !${row}` : ''}`;
    },
  };
}

/** `!user || user.password !== …` */
function guardBefore({ module }: Flow, binary: Node, row: string): Node | null {
  const parent = module.scopes.parents.get(binary);
  if (parent?.type !== 'LogicalExpression' || parent.operator !== '||' || parent.right !== binary) return null;
  const { left } = parent;
  const asks = left.type === 'UnaryExpression' && left.operator === '!' && left.argument.type === 'Identifier';
  return asks && (left.argument as { name: string }).name === row ? parent : null;
}

/** The hash as it was made, of something called `password`. */
function withName(flow: Flow, whole: Node, typed: Node): string {
  const [start, end] = [typed.start! - whole.start!, typed.end! - whole.start!];
  const written = textOf(flow.module, whole);
  return `${written.slice(0, start)}password${written.slice(end)}`;
}

/** The name of the row whose field is compared, where it was just read as something that can be given a new hash. */
function rowOf(flow: Flow, stored: Node): string | null {
  if (stored.type !== 'MemberExpression' || stored.computed || stored.object.type !== 'Identifier') return null;
  const row = stored.object;
  const binding = flow.module.scopes.lookup(row.name, row);
  if (binding?.kind !== 'variable' || binding.assignments.length > 0 || binding.path.length > 0 || !binding.init)
    return null;
  const query = textOf(flow.module, binding.init);
  const reads = binding.init.type === 'AwaitExpression' && /\.(findOne|findById|findByPk)\s*\(/.test(query);
  // Without the methods of a document.
  return reads && !/\.lean\s*\(|\braw\s*:/.test(query) ? row.name : null;
}

/** Whether `await` may stand here: in the function itself, which is async already. */
function isAwaitable({ module }: Flow, node: Node): boolean {
  const fn = module.scopes.functionAround(node);
  return (
    isFunction(fn) &&
    fn.async === true &&
    !fn.params.some((each) => each.start! <= node.start! && node.end! <= each.end!)
  );
}
