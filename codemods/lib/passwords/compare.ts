import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { escapeRegExp } from '../text';
import { isFunction, keyName, lastName, memberName, unwrap, walk } from '../walk';
import { functionName } from '../function-name';
import { checksPasswords, isPasswordName, isRepeated } from './names';
import { type Supplied, suppliedPassword } from './supplied';
import { useOf } from './store';

type Binary = Extract<Node, { type: 'BinaryExpression' }>;

/** A stored password that is compared with a typed one as it is. */
export interface PlainComparison {
  node: Node;
  stored: Node;
  typed: Node;
  supplied: Supplied;
  /** Both are fields: it may be that two rows are compared, to see what has changed. */
  ofRows: boolean;
}

/** `user.password === req.body.password`, and `stored === typed` of a function that is called so. */
export function comparedPlain(flow: Flow, node: Binary): PlainComparison | null {
  if (!/^[!=]==?$/.test(node.operator)) return null;
  const [left, right] = [unwrap(node.left), unwrap(node.right)];
  if (isRepeatedEntry(flow, node, left, right) || asksForChange(flow, node)) return null;
  if ([left, right].some((each) => isOfAddress(flow, each))) return null;
  for (const [stored, typed] of [
    [left, right],
    [right, left],
  ] as const)
    // prettier-ignore
    if (isStored(flow, stored) && isTyped(flow, typed, stored)) {
      const supplied = suppliedPassword(flow, typed);
      return { node, stored, typed, supplied, ofRows: typed.type !== 'Identifier' && supplied !== 'request' };
    }
  return isOfChecker(flow, node, left, right)
    ? { node, stored: left, typed: right, supplied: 'argument', ofRows: false }
    : null;
}

/** `user.password`, of something that the client did not send. */
export function isStored(flow: Flow, node: Node): boolean {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return false;
  const name = memberName(node);
  if (name === null || !isPasswordName(name) || flow.read(node)) return false;
  const owner = unwrap(node.object);
  // The one password of an administrator is part of the settings, and no row has it.
  if (owner.type === 'ThisExpression' && /^_?(admin|master|root|basic_?auth)_?pass/i.test(name)) return false;
  return !/^(config|cfg|conf|env|settings|options|opts|process|secrets?|credentials|form|values|data|input|dto|body|payload|args|params|fields|state|props|formData|formValues|value|controls|errors|v|t)$/i.test(
    lastName(owner) ?? '',
  );
}

/** `allowed.password === asked.password`, beside their hosts: the parts of an address. */
function isOfAddress({ module }: Flow, node: Node): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  const around = module.scopes.functionAround(node);
  const text = module.text.slice(around.start!, around.end!);
  return new RegExp(`(?<![\\w.$])${escapeRegExp(node.object.name)}\\.(hostname|protocol|pathname|href)\\b`).test(text);
}

/** What was typed: another thing than the row itself. */
function isTyped(flow: Flow, node: Node, stored: Node): boolean {
  if (suppliedPassword(flow, node) === null) return false;
  const owner = (of: Node): string => {
    const object = 'object' in of ? unwrap(of.object as Node) : of;
    return flow.module.text.slice(object.start!, object.end!);
  };
  const isMember = node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
  return !isMember || owner(node) !== owner(stored);
}

/** `if (dto.password !== user.password) user.password = await hash(dto.password)` */
function asksForChange(flow: Flow, node: Binary): boolean {
  if (!node.operator.startsWith('!')) return false;
  const { parents } = flow.module.scopes;
  let at: Node | undefined = parents.get(node);
  while (at && /^(LogicalExpression|ParenthesizedExpression)$/.test(at.type)) at = parents.get(at);
  if (at?.type !== 'IfStatement') return false;
  let changes = false;
  walk(at.consequent, (inner) => {
    changes ||= inner.type === 'AssignmentExpression' && isPasswordName(memberName(inner.left) ?? '');
  });
  return changes;
}

/** The second field of a form, also in a validator of one. */
function isRepeatedEntry(flow: Flow, node: Binary, left: Node, right: Node): boolean {
  if (isRepeated(lastName(left) ?? '') || isRepeated(lastName(right) ?? '')) return true;
  const { parents } = flow.module.scopes;
  for (let at = parents.get(node); at && at.type !== 'Program'; at = parents.get(at)) {
    const key = keyName(at) ?? '';
    if (isRepeated(key) && at.type === 'ObjectProperty') return true;
    if (/^(validate|validator|refine|superRefine)$/.test(key)) return true;
    if (at.type === 'CallExpression' && /^(refine|superRefine|custom|oneOf|test)$/.test(memberName(at.callee) ?? ''))
      return true;
  }
  return false;
}

/** `const comparePassword = (stored, typed) => stored === typed` */
function isOfChecker(flow: Flow, node: Binary, left: Node, right: Node): boolean {
  const { scopes } = flow.module;
  const fn = scopes.functionAround(node);
  const name = functionName(flow.module, fn);
  if (!isFunction(fn) || name === null || !checksPasswords(name)) return false;
  const isParameter = (of: Node): boolean =>
    of.type === 'Identifier' && scopes.lookup(of.name, of)?.declaration === fn && /^[^A-Z]/.test(of.name);
  const isOwn = (of: Node): boolean =>
    of.type === 'MemberExpression' && of.object.type === 'ThisExpression' && isPasswordName(memberName(of) ?? '');
  const pair = [left, right];
  return pair.some(isParameter) && pair.every((of) => isParameter(of) || isOwn(of));
}

/** A password in the filter of a query, `findOne({ email, password })`, or of a query builder: `.where('password', password)`. */
export function filteredPlain(flow: Flow, node: Node): Supplied {
  if (node.type === 'ObjectProperty') {
    const supplied = isPasswordName(keyName(node) ?? '') ? suppliedPassword(flow, node.value) : null;
    return supplied !== null && useOf(flow, node)?.kind === 'find' ? supplied : null;
  }
  if (node.type !== 'CallExpression' || !/^(where|andWhere|orWhere|eq|equals)$/.test(memberName(node.callee) ?? ''))
    return null;
  const [field, ...rest] = node.arguments;
  const value = rest.at(-1);
  const column = field?.type === 'StringLiteral' ? field.value.split('.').at(-1)! : '';
  return value && isPasswordName(column) ? suppliedPassword(flow, value) : null;
}
