import type { Node } from '@babel/types';
import { Flow } from '../../../codemods/lib/flow/flow';
import { type Call, callsOf as callsOfFunction, usesOf } from '../../../codemods/lib/flow/calls';
import type { RequestRead } from '../../../codemods/lib/flow/request';
import type { Module, Resolver } from '../../../codemods/lib/resolve';
import type { Binding } from '../../../codemods/lib/scope';
import { functionName } from '../../../codemods/lib/function-name';
import { memberName, propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';
import { objectRead } from './objects';

/** Names that too many things have: of their calls, only those count that are known to lead to the function. */
const COMMON =
  /^(get|set|add|find|findOne|findAll|create|update|delete|remove|save|run|exec|query|exists|next|then|map|call|init|load|handle|execute|count|list|search|login|register|check|test|send|use|on|emit)$/;
const DEPTH = 2;

/** What of a request a function's parameter is called with, somewhere in the package: `users.validateLogin(req.body.name)`. */
export function givenByCallers(context: RuleContext, value: Node): RequestRead | null {
  return given(context, context.flow, value, 0);
}

function given(context: RuleContext, flow: Flow, value: Node, depth: number): RequestRead | null {
  const node = unwrap(value);
  const { module, resolver } = flow;
  const origin = parameterOf(module, node);
  if (!origin || flow.isText(node) || flow.originOf(node) === 'constant') return null;
  const { binding, path } = origin;
  const fn = binding.declaration;
  const name = functionName(module, fn);
  if (name === null) return null;
  const isCommon = COMMON.test(name) || name.length < 6;
  for (const [caller, call] of callsOf(context, name)) {
    if (isCommon && !leadsTo(resolver, caller, call, fn)) continue;
    const inside = caller === module ? flow : new Flow(caller, flow.resolver, flow.shape);
    const read = readOf(context, inside, call.arguments[binding.index] as Node | undefined, path, depth);
    if (read) return read;
  }
  return null;
}

/** What a field of an argument is of the request: `{ name: req.body.name }`, an object like that by its name, `req.body`. */
function readOf(
  context: RuleContext,
  flow: Flow,
  argument: Node | undefined,
  path: readonly string[],
  depth: number,
): RequestRead | null {
  if (!argument) return null;
  const [key] = path;
  if (key === undefined) return readOrGiven(context, flow, argument, depth);
  const part = propertyOf(literalBehind(flow.module, argument), key);
  if (part) return readOrGiven(context, flow, part, depth);
  const whole = objectRead(context.project, flow, argument);
  return whole && { ...whole, path: [...whole.path, key] };
}

const readOrGiven = (context: RuleContext, flow: Flow, value: Node, depth: number): RequestRead | null =>
  objectRead(context.project, flow, value) ?? (depth < DEPTH ? given(context, flow, value, depth + 1) : null);

/** The object that a name stands for where it is written once. */
function literalBehind({ scopes }: Module, argument: Node): Node {
  const node = unwrap(argument);
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  return binding?.init && binding.path.length === 0 && binding.assignments.length === 0 ? unwrap(binding.init) : node;
}

/** The parameter that a value is, or is one field of: `({ email }) => …`, `const { email } = given`, `given.email`. */
function parameterOf({ scopes }: Module, node: Node): { binding: Binding; path: readonly string[] } | null {
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const key = memberName(node);
    const binding = scopes.lookup(node.object.name, node);
    return key !== null && isPlain(binding, 'parameter') ? { binding, path: [key] } : null;
  }
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'parameter' && binding.path.length <= 1 && binding.assignments.length === 0)
    return { binding, path: binding.path };
  if (binding?.kind !== 'variable' || binding.path.length !== 1 || binding.assignments.length > 0) return null;
  const init = binding.init && unwrap(binding.init);
  const whole = init?.type === 'Identifier' ? scopes.lookup(init.name, init) : null;
  return isPlain(whole, 'parameter') ? { binding: whole, path: binding.path } : null;
}

const isPlain = (binding: Binding | null, kind: Binding['kind']): binding is Binding =>
  binding?.kind === kind && binding.path.length === 0 && binding.assignments.length === 0;

/** `this.login(…)` in the same class, `db.login(…)` of the module that exports the function. */
function leadsTo(resolver: Resolver, caller: Module, call: Call, fn: Node): boolean {
  if (callsOfFunction(caller, fn).calls.includes(call)) return true;
  const value = resolver.resolve(caller, call.callee);
  return value?.kind === 'node' && value.node === fn;
}

/** The calls of that name in this file, and in those of the package that have it. */
function callsOf({ project, module, file }: RuleContext, name: string): [Module, Call][] {
  const others = project.files.filter(
    ({ path, text, generated }) => path !== file.path && !generated && text.includes(`${name}(`),
  );
  return [module, ...others.flatMap(({ path }) => project.moduleOf(path) ?? [])].flatMap((each) =>
    (usesOf(each).calls.get(name) ?? []).map((call): [Module, Call] => [each, call]),
  );
}
