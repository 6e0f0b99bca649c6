import type { Node } from '@babel/types';
import { Flow } from '../flow/flow';
import { returnedBy } from '../flow/returned';
import { isFunction, isNode, literalText, memberName, unwrap, walk } from '../walk';
import type { Alternative } from './target';

/**
 * What the code asks of a value before it is used: `weak` is a check that another site can pass, and `slash` is one that
 * means paths of the own site, and lets `//evil.example` through.
 */
export type Check = 'strong' | 'weak' | 'slash' | 'none';

const CHECKED = /safe|valid|allow|local|internal|trust|same|check|white|permit|relative|own|known|match/i;

/** How the functions around a place check the value, in conditions in front of it. */
export function checkOf(flow: Flow, place: Node, { names, node }: Pick<Alternative, 'names' | 'node'>): Check {
  const { module } = flow;
  if (checkedInside(flow, node)) return 'strong';
  const texts = new Set([...names, module.text.slice(node.start!, node.end!)]);
  const isValue = (each: Node): boolean => texts.has(module.text.slice(each.start!, each.end!));
  const around = functionsAround(flow, place);
  const tests = around.flatMap((fn) => testsIn(fn, place.end!));
  if (comparesHost(around, tests, isValue)) return 'strong';
  const checks = tests.map((test) => judge(flow, test, isValue));
  if (checks.includes('strong')) return 'strong';
  const starts = tests.flatMap((test) => startsIn(test, isValue));
  if (starts.some((text) => /^(\/\/|\/?\\)/.test(text)) && starts.some((text) => text === '/')) return 'strong';
  if (checks.includes('weak')) return 'weak';
  return checks.includes('slash') || starts.includes('/') ? 'slash' : 'none';
}

/** A function of the project that gives back what it is given only where it has looked at it: `ownAddress(req.query.next)`. */
function checkedInside(flow: Flow, node: Node): boolean {
  const call = unwrap(node);
  const value = call.type === 'CallExpression' ? flow.resolver.resolve(flow.module, call.callee) : null;
  if (value?.kind !== 'node' || !isFunction(value.node)) return false;
  const parameters = value.node.params.map((each) => nameOf(each.type === 'AssignmentPattern' ? each.left : each));
  const given = returnedBy(value.node).filter((each) => parameters.includes(nameOf(unwrap(each)) || '-'));
  const inside = new Flow(value.module, flow.resolver, flow.shape);
  return (
    given.length > 0 && given.every((each) => checkOf(inside, each, { names: [], node: unwrap(each) }) === 'strong')
  );
}

function functionsAround({ module }: Flow, place: Node): Node[] {
  const found: Node[] = [];
  for (let fn = module.scopes.functionAround(place); isFunction(fn); fn = module.scopes.functionAround(fn))
    found.push(fn);
  return found;
}

/** The conditions of a function that begin in front of an offset. */
function testsIn(fn: Node, before: number): Node[] {
  const tests: Node[] = [];
  walk(fn, (node) => {
    if (node.start! > before) return false;
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') tests.push(node.test);
    else if (node.type === 'LogicalExpression' && node.operator === '&&') tests.push(node.left);
    else if (node.type === 'SwitchStatement') tests.push(node);
    return true;
  });
  return tests;
}

/** `new URL(value, base).origin === own`: what browsers go by is what is compared. */
function comparesHost(around: readonly Node[], tests: readonly Node[], isValue: (node: Node) => boolean): boolean {
  let parses = false;
  for (const fn of around)
    walk(fn, (node) => {
      const isParser =
        (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'URL') ||
        (node.type === 'CallExpression' && /^(parse|canParse)$/.test(memberName(node.callee) ?? ''));
      if (isParser && 'arguments' in node && node.arguments.some((each) => contains(each, isValue))) parses = true;
      return !parses;
    });
  return (
    parses &&
    tests.some((test) => contains(test, (node) => /^(origin|host|hostname)$/.test(memberName(node) ?? nameOf(node))))
  );
}

const nameOf = (node: Node): string => (node.type === 'Identifier' ? node.name : '');

function contains(root: Node, wanted: (node: Node) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= wanted(node);
    return !found;
  });
  return found;
}

/** What a condition asks of the value: whether it is one of a list, is equal to something, or passes a function. */
function judge(flow: Flow, test: Node, isValue: (node: Node) => boolean): Check {
  let check: Check = 'none';
  walk(test.type === 'SwitchStatement' ? test.discriminant : test, (node) => {
    const one = test.type === 'SwitchStatement' && isValue(node) ? 'strong' : judgeNode(flow, node, isValue);
    if (one === 'strong' || check === 'none') check = one;
    return check !== 'strong';
  });
  return check;
}

function judgeNode(flow: Flow, node: Node, isValue: (node: Node) => boolean): Check {
  if (node.type === 'BinaryExpression') {
    const other = isValue(node.left) ? node.right : isValue(node.right) ? node.left : null;
    if (other && node.operator === 'in') return 'strong';
    return other && /^[!=]==?$/.test(node.operator) && !isEmpty(other) ? 'strong' : 'none';
  }
  if (node.type === 'MemberExpression' && node.computed && isValue(node.property)) return 'strong';
  if (node.type !== 'CallExpression') return 'none';
  const method = memberName(node.callee);
  const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
  if (object && isValue(object))
    return /^(includes|indexOf|endsWith|search)$/.test(method ?? '') ? 'weak' : ofPattern(method, node.arguments[0]);
  if (!node.arguments.some((each) => isNode(each) && contains(each, isValue))) return 'none';
  if (object && /^(includes|has|indexOf|some|find)$/.test(method ?? '')) return 'strong';
  if (object && method === 'test') return ofPattern('match', object);
  return ofFunction(flow, node);
}

const isEmpty = (node: Node): boolean =>
  node.type === 'NullLiteral' ||
  nameOf(node) === 'undefined' ||
  literalText(node) === '' ||
  literalText(node) === 'undefined';

/** A pattern counts where it fixes how the value begins, beyond a slash or a scheme. */
function ofPattern(method: string | null, argument: Node | undefined): Check {
  if (method !== 'match' || !argument) return 'none';
  if (argument.type !== 'RegExpLiteral') return 'strong';
  if (/^\^\(?(\?:)?\\\/\)?(\.[*+])?\$?$/.test(argument.pattern)) return 'slash';
  const open =
    !argument.pattern.startsWith('^') || /^\^\(?(\?:)?https?\??:\\\/\\\/\)?(\.[*+])?\$?$/.test(argument.pattern);
  return open ? 'weak' : 'strong';
}

/** What a value is asked to begin with. */
function startsIn(test: Node, isValue: (node: Node) => boolean): string[] {
  const found: string[] = [];
  walk(test, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && isValue(node.callee.object)) {
      const method = memberName(node.callee);
      const text = literalText(node.arguments[0]);
      if (method === 'startsWith') found.push(text ?? '//');
      if (method === 'startsWith' && (text === null || /^\/[^/\\]|^https?:\/\/[^/]+\//.test(text)))
        found.push('/', '//');
    }
    // `value[0] === '/' && value[1] !== '/'`
    if (node.type === 'MemberExpression' && isValue(node.object) && node.property.type === 'NumericLiteral')
      found.push(node.property.value === 0 ? '/' : '//');
    return true;
  });
  return found;
}

/** A function that is called with the value: what it does where it can be read, otherwise what its name says. */
function ofFunction(flow: Flow, call: Extract<Node, { type: 'CallExpression' }>): Check {
  const name = memberName(call.callee) ?? nameOf(call.callee);
  const value = flow.resolver.resolve(flow.module, call.callee);
  const fn = value?.kind === 'node' && isFunction(value.node) ? value.node : null;
  if (fn && asksForPartsOnly(fn)) return 'weak';
  return CHECKED.test(name) && !/^(isUR[LI]|isString|decodeUR)/.test(name) ? 'strong' : 'none';
}

/** Only whether something stands anywhere in the text: `for (const own of list) ok ||= url.includes(own)`. */
function asksForPartsOnly(fn: Node): boolean {
  if (!isFunction(fn)) return false;
  const names = fn.params.map((each) => nameOf(each));
  let [parts, others] = [false, false];
  walk(fn.body, (node) => {
    if (node.type === 'NewExpression' || (node.type === 'BinaryExpression' && /^[!=]==$/.test(node.operator)))
      others = true;
    if (node.type !== 'CallExpression') return true;
    const object = node.callee.type === 'MemberExpression' ? unwrap(node.callee.object) : null;
    const isPart =
      object && names.includes(nameOf(object)) && /^(includes|indexOf|endsWith)$/.test(memberName(node.callee) ?? '');
    if (isPart) parts = true;
    else others = true;
    return true;
  });
  return parts && !others;
}
