import type { Node } from '@babel/types';
import { callsOf } from '../../../codemods/lib/flow/calls';
import { Flow } from '../../../codemods/lib/flow/flow';
import { madeOf, writtenName } from '../../../codemods/lib/flow/made-of';
import { isFunction, literalText, memberName, walk } from '../../../codemods/lib/walk';

/** Whether the path cannot lead elsewhere: the parts that a client chose have no folders, or a function checks it. */
export function isHeld(flow: Flow, value: Node, depth = 0): boolean {
  const parts = madeOf(flow, value);
  const chosen = parts.filter((part) => flow.read(part) && !isOfUpload(flow, part));
  if (chosen.length === 0 && parts.some((part) => isOfUpload(flow, part))) return true;
  const names = new Set(parts.flatMap((part) => (part.type === 'Identifier' ? [part.name] : [])));
  if (isCheckedAround(flow, value, names)) return true;
  if (parts.some((part) => isMadeSafe(flow, part) || isStripped(part))) return true;
  return chosen.length === 0 && depth < CALLERS && isHeldByCallers(flow, parts, depth);
}

const CALLERS = 4;

/** `path.normalize(name).replace(/^(\.\.(\/|\\|$))+/, '')`: what leads out stands in front, once it is normal. */
function isStripped(part: Node): boolean {
  if (part.type !== 'CallExpression' || writtenName(part) !== 'replace') return false;
  const [pattern] = part.arguments;
  const object = part.callee.type === 'MemberExpression' ? part.callee.object : null;
  const isNormal = object?.type === 'CallExpression' && writtenName(object) === 'normalize';
  return isNormal && pattern?.type === 'RegExpLiteral' && pattern.pattern.includes('\\.\\.');
}

/** The function that makes the path checks it: `this.pathOf(name)`. */
function isMadeSafe(flow: Flow, part: Node, depth = 0): boolean {
  if (part.type !== 'CallExpression') return false;
  const value = flow.resolver.resolve(flow.module, part.callee);
  if (value?.kind !== 'node' || !isFunction(value.node)) return false;
  const inside = value.module === flow.module ? flow : new Flow(value.module, flow.resolver, flow.shape);
  const names = new Set<string>();
  walk(value.node, (node) => void (node.type === 'Identifier' && names.add(node.name)));
  let safe = false;
  walk(value.node, (node) => {
    safe ||= checks(inside, node, names) || (depth < CALLERS && isMadeSafe(inside, node, depth + 1));
    return !safe;
  });
  return safe;
}

/** The function around the value checks it, or one around that, where the value is used in a callback. */
function isCheckedAround(flow: Flow, value: Node, names: ReadonlySet<string>): boolean {
  const { scopes } = flow.module;
  const around = [scopes.functionAround(value)];
  for (let fn = around[0]!; isFunction(fn);) around.push((fn = scopes.functionAround(fn)));
  const outer = around.filter((fn, index) => index > 0 && isFunction(fn));
  let checked = false;
  walk(outer.at(-1) ?? around[0]!, (node) => {
    checked ||= checks(flow, node, names);
    const isAside = isFunction(node) && !around.includes(node) && outer.includes(scopes.functionAround(node));
    return !checked && !isAside;
  });
  return checked;
}

/** What a function is given is checked by each of those in the file that hand it something of a request. */
function isHeldByCallers(flow: Flow, parts: readonly Node[], depth: number): boolean {
  const given = parts.flatMap((part) => {
    const binding = part.type === 'Identifier' ? flow.module.scopes.lookup(part.name, part) : null;
    if (binding?.kind !== 'parameter' || !isFunction(binding.declaration)) return [];
    return callsOf(flow.module, binding.declaration).calls.flatMap((call) => call.arguments[binding.index] ?? []);
  });
  const chosen = given.filter((each) => flow.originOf(each) === 'request');
  return chosen.length > 0 && chosen.every((each) => isHeld(flow, each, depth + 1));
}

/** What upload middleware names itself; the name that a client gave has no folders any more. */
function isOfUpload(flow: Flow, node: Node): boolean {
  const read = flow.read(node);
  return read?.part === 'files' && read.path.at(-1) !== 'originalFilename';
}

const HOLDS =
  /^(is|assert|ensure|check|validate).*(inside|within|path|safe|name|allowed)|^(saniti[sz]e|clean|secure|safe)_?(path|file|name|join)|(?<!un)safe_?(path|file|name)$/i;

/** `file.startsWith(root)`, `name.includes('..')`, `path.relative(root, file)`, `isInside(root, file)` */
function checks(flow: Flow, node: Node, names: ReadonlySet<string>): boolean {
  if (node.type !== 'CallExpression') return false;
  const written = writtenName(node);
  const involves = (each: Node | undefined): boolean =>
    each !== undefined && madeOf(flow, each).some((part) => part.type === 'Identifier' && names.has(part.name));
  const object = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
  if (/^(startsWith|indexOf|match)$/.test(written))
    return involves(object) && isTested(flow, node) && !isOnlyBeginning(literalText(node.arguments[0]));
  if (written === 'includes') return involves(object) && /\.\.|[/\\]/.test(literalText(node.arguments[0]) ?? '');
  if (written === 'test' && object?.type === 'RegExpLiteral')
    return object.pattern.includes('\\.') && involves(node.arguments[0]);
  if (written === 'relative' && memberName(node.callee) !== null) return node.arguments.some(involves);
  return HOLDS.test(written) && node.arguments.some(involves);
}

/** `name.startsWith('/')`, `url.startsWith('http')`: what does not begin so leads out of a folder all the same. */
const isOnlyBeginning = (text: string | null): boolean => text !== null && /^(\/|\.?|https?.*)$/.test(text);

/** Within the test of an `if` or a condition, or what a name for one is. */
function isTested({ module: { scopes } }: Flow, node: Node): boolean {
  for (
    let child = node, parent = scopes.parents.get(node);
    parent;
    child = parent, parent = scopes.parents.get(parent)
  ) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === child;
    if (parent.type === 'LogicalExpression' || parent.type === 'VariableDeclarator') return true;
    if (/Statement$|Function/.test(parent.type)) return parent.type === 'ReturnStatement';
  }
  return false;
}
