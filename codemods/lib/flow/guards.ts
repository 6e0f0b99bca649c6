import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isFunction, lastName, literalText, memberName, unwrap } from '../walk';

/** What counts as a check. */
export interface Check {
  /** Whether a list that values are looked up in is the code's own. */
  trusts(list: Node): boolean;
  /** Types that `typeof` may name. */
  types: RegExp;
  /** Functions that may say yes to the value. */
  calls: RegExp;
  /** Whether what fits a pattern is held by it. */
  holds(pattern: string | null): boolean;
}

/** Nothing is left that has special characters. */
export const HARMLESS: Omit<Check, 'trusts'> = {
  types: /^(number|boolean|bigint)$/,
  calls:
    /^(is_?(valid_?)?|valid(ate)?_?)(uuid|UUID|Uuid)(v\d)?$|^uuid_?[vV]alidate$|^(isInt|isNumeric|isUUID|isMongoId|isValidObjectId|isHexadecimal|isISO\w*|isRFC3339|isULID|isDate|isAlphanumeric|isAlpha|isBoolean|isInteger|isSafeInteger|isFinite|isNaN)$/,
  holds: isStrict,
};

/** It is a text at least, and no object. */
export const TEXTUAL: Omit<Check, 'trusts'> = {
  types: /^(string|number|boolean|bigint)$/,
  calls: /^is[A-Z]/,
  holds: (pattern) => isStrict(pattern) || fitsNoObject(pattern),
};

/**
 * Whether a clear check stands in front of a value, so that it is one of a list or has no special characters: the function
 * ends otherwise (`if (!ALLOWED.includes(x)) return`), or the value is used under the check alone.
 */
export function isChecked(module: Module, node: Node, check: Check): boolean {
  const written = textOf(module, node);
  if (!/^[\w$.[\]'"-]+$/.test(written) || isReassigned(module, node)) return false;
  const asks = (test: Node, wanted: boolean): boolean => says(module, test, written, wanted, check);
  const { parents } = module.scopes;
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent)) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (parent.consequent === child && asks(parent.test, true)) return true;
        if (parent.alternate === child && asks(parent.test, false)) return true;
        break;
      case 'LogicalExpression':
        if (parent.right === child && asks(parent.left, parent.operator === '&&')) return true;
        break;
      case 'SwitchCase':
        if (isCase(module, parent, written)) return true;
        break;
      case 'BlockStatement':
      case 'Program':
        for (const statement of parent.body) {
          if (statement === child) break;
          if (statement.type === 'IfStatement' && ends(statement.consequent) && asks(statement.test, false))
            return true;
        }
        break;
      default:
        if (isFunction(parent) && parent.params.includes(child as never)) return false;
    }
  }
  return false;
}

/** Whether only items that a check holds are kept: `keys.filter((key) => COLUMNS.includes(key))`. */
export function keepsChecked(module: Module, filter: Node, check: Check): boolean {
  if (!isFunction(filter) || filter.body.type === 'BlockStatement') return false;
  const [item] = filter.params;
  return item?.type === 'Identifier' && says(module, filter.body, item.name, true, check);
}

/** As written, without what makes no difference. */
const textOf = ({ text }: Module, node: Node): string =>
  text.slice(node.start!, node.end!).replace(/\s+|\?(?=\.)|!(?=\.|$)/g, '');

/** A name that is given another value later on may have lost what was checked. */
function isReassigned({ scopes }: Module, node: Node): boolean {
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  return binding !== null && binding.assignments.length > (binding.init || binding.kind === 'parameter' ? 0 : 1);
}

/** Nothing of the block behind it is reached. */
export function ends(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.length > 0 && ends(node.body.at(-1)!);
  return /^(Return|Throw|Continue|Break)Statement$/.test(node.type);
}

/** Within `case 'a':` of a switch over the value. */
function isCase({ scopes, ...module }: Module, node: Node, written: string): boolean {
  const around = scopes.parents.get(node);
  if (around?.type !== 'SwitchStatement' || textOf(module as Module, around.discriminant) !== written) return false;
  const before = around.cases.slice(0, around.cases.indexOf(node as never) + 1);
  return before.every(({ test }) => test !== null && test !== undefined && /Literal$/.test(test.type));
}

/** Whether a test that turns out as `wanted` says that the value is harmless. */
function says(module: Module, test: Node, written: string, wanted: boolean, check: Check): boolean {
  const node = unwrap(test);
  const inner = (next: Node, outcome: boolean): boolean => says(module, next, written, outcome, check);
  const isIt = (other: Node | undefined): boolean => other !== undefined && isValue(module, other, written);
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' && inner(node.argument, !wanted);
    case 'LogicalExpression':
      // All of `a && b` holds where it is true, none of `a || b` where it is false; else both have to say it.
      return node.operator === (wanted ? '&&' : '||')
        ? inner(node.left, wanted) || inner(node.right, wanted)
        : inner(node.left, wanted) && inner(node.right, wanted);
    case 'BinaryExpression':
      return compares(module, node, wanted, isIt, check);
    case 'MemberExpression':
      return wanted && node.computed && isIt(node.property) && check.trusts(node.object);
    case 'Identifier': {
      // `const isValid = LIST.includes(x); if (!isValid) return;`, `const found = LIST.find((each) => each.name === x)`
      const binding = module.scopes.lookup(node.name, node);
      const isPlain = binding?.kind === 'variable' && binding.path.length === 0 && binding.assignments.length === 0;
      return isPlain && binding.init?.type === 'CallExpression' && inner(binding.init, wanted);
    }
    case 'CallExpression': {
      const name = lastName(node.callee) ?? '';
      const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
      const given = node.arguments;
      if (name === 'isNaN') return !wanted && isIt(given[0]);
      if (!wanted) return false;
      if (check.calls.test(name)) return isIt(given[0]);
      if (/^(includes|has|hasOwnProperty|hasOwn|isValid)$/.test(name) && object)
        return (
          (isIt(given[0]) &&
            (name === 'isValid' ? /ObjectId|mongoose|uuid/i.test(textOf(module, object)) : check.trusts(object))) ||
          (name === 'hasOwn' && isIt(given[1]) && check.trusts(given[0]!))
        );
      if (name === 'test' && object) return isIt(given[0]) && check.holds(patternOf(module, object));
      if (/^(some|find)$/.test(name) && object)
        return check.trusts(object) && textOf(module, node).includes(`===${written}`);
      return name === 'match' && isIt(object ?? undefined) && isStrict(given[0] ? patternOf(module, given[0]) : null);
    }
    default:
      return false;
  }
}

/** `x === 'a'`, `typeof x === 'number'`, `LIST.indexOf(x) !== -1`, `x in LIST` */
function compares(
  module: Module,
  node: Extract<Node, { type: 'BinaryExpression' }>,
  wanted: boolean,
  isIt: (node: Node | undefined) => boolean,
  check: Check,
): boolean {
  const { left, right, operator } = node;
  if (operator === 'in') return wanted && isIt(left) && check.trusts(right);
  const isEqual = /^={2,3}$/.test(operator);
  if (isEqual || /^!={1,2}$/.test(operator)) {
    const kind = left.type === 'UnaryExpression' && left.operator === 'typeof' ? literalText(right) : null;
    if (kind !== null && left.type === 'UnaryExpression')
      return isEqual === wanted && isIt(left.argument) && check.types.test(kind);
    if (isEqual === wanted && ((isIt(left) && isLiteral(module, right)) || (isIt(right) && isLiteral(module, left))))
      return true;
  }
  const looked = left.type === 'CallExpression' && memberName(left.callee) === 'indexOf' ? left : null;
  if (!looked || looked.callee.type !== 'MemberExpression') return false;
  if (!isIt(looked.arguments[0]) || !check.trusts(looked.callee.object)) return false;
  const bound = module.text.slice(right.start!, right.end!);
  const isFound =
    (operator === '>' && bound === '-1') || (operator === '>=' && bound === '0') || /^!={1,2}$/.test(operator);
  const isMissing = (operator === '<' && bound === '0') || isEqual;
  return /^(-1|0)$/.test(bound) && (wanted ? isFound : isMissing);
}

const isLiteral = ({ scopes }: Module, node: Node): boolean => {
  const inner = unwrap(node);
  if (inner.type === 'MemberExpression')
    return /^[A-Z]/.test(inner.object.type === 'Identifier' ? inner.object.name : '');
  if (inner.type !== 'Identifier') return /^(String|Numeric|Boolean|Null)Literal$/.test(inner.type);
  const init = scopes.lookup(inner.name, inner)?.init;
  return init?.type === 'StringLiteral' || init?.type === 'NumericLiteral';
};

/** The value itself, or the same in another case: `ALLOWED.includes(x.toLowerCase())`. */
function isValue(module: Module, node: Node, written: string): boolean {
  if (textOf(module, node) === written) return true;
  const inner = unwrap(node);
  if (inner.type !== 'CallExpression') return false;
  if (inner.callee.type === 'Identifier')
    return /^(String|Number|parseInt|parseFloat)$/.test(inner.callee.name) && inner.arguments[0]
      ? textOf(module, inner.arguments[0]) === written
      : false;
  return (
    inner.callee.type === 'MemberExpression' &&
    /^(toLowerCase|toUpperCase|toString)$/.test(memberName(inner.callee) ?? '') &&
    textOf(module, inner.callee.object) === written
  );
}

/** A regular expression that stands in the code, also through a constant. */
export function patternOf({ scopes }: Module, expression: Node): string | null {
  const node = unwrap(expression);
  const init = node.type === 'Identifier' ? scopes.lookup(node.name, node)?.init : node;
  return init?.type === 'RegExpLiteral' ? init.pattern : null;
}

/** Whether all of a text that fits has neither spaces, quotes, slashes nor anything else that another language may read. */
export function isStrict(pattern: string | null): boolean {
  const inner = pattern === null ? null : (/^\^(.*)\$$/s.exec(pattern)?.[1] ?? null);
  if (inner === null || inner.endsWith('\\')) return false;
  const bare = inner
    .replace(/\[((?:[^\]\\^]|\\.)(?:[^\]\\]|\\.)*)\]/g, (_, members: string) => (isPlainClass(members) ? '' : '\0'))
    .replace(/\{\d+,?\d*\}/g, '')
    .replace(/\(\?[:=!]/g, '(')
    .replace(/[()?*+]/g, '');
  // An alternative outside of all groups is not anchored.
  return isPlain(bare.replaceAll('|', '')) && (!bare.includes('|') || /^\(.*\)$/s.test(inner));
}

/** What an object is as a text does not fit. */
function fitsNoObject(pattern: string | null): boolean {
  try {
    return pattern !== null && !new RegExp(pattern, 'i').test(String({}));
  } catch {
    return false;
  }
}

/** Letters, digits and a few signs that mean nothing elsewhere. */
const isPlain = (pattern: string): boolean => /^(?:[\w:@,-]|\\[wd.-])*$/.test(pattern);

/** The same, of what stands between brackets. */
export const isPlainClass = (members: string): boolean =>
  /^-?(?:[\w:@,.]|\\[wd.-])*-?$/.test(members.replace(/[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d/g, ''));
