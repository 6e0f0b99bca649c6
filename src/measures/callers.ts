import type { Node } from '@babel/types';
import { type Call, callsOf as callsInFile, usesOf } from '../../codemods/lib/flow/calls';
import { Flow } from '../../codemods/lib/flow/flow';
import { functionName } from '../../codemods/lib/function-name';
import { injectedMethod } from '../../codemods/lib/injected';
import { Notes } from '../../codemods/lib/notes';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { type Binding, requiredSource } from '../../codemods/lib/scope';
import { memberName, propertyOf, unwrap } from '../../codemods/lib/walk';
import type { RuleContext } from '../types';

/** A parameter of a function, or one field of it. */
export interface Parameter {
  binding: Binding;
  path: readonly string[];
}

/** The parameter that a value is or was, or is one field of: `({ email }) => …`, `const { email } = given`, `given.email`. */
export function parameterOf({ scopes }: Module, node: Node): Parameter | null {
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const key = memberName(node);
    const binding = scopes.lookup(node.object.name, node);
    return key !== null && isPlain(binding, 'parameter') ? { binding, path: [key] } : null;
  }
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'parameter' && binding.path.length <= 1) return { binding, path: binding.path };
  if (binding?.kind !== 'variable' || binding.path.length !== 1 || binding.assignments.length > 0) return null;
  const init = binding.init && unwrap(binding.init);
  const whole = init?.type === 'Identifier' ? scopes.lookup(init.name, init) : null;
  return isPlain(whole, 'parameter') ? { binding: whole, path: binding.path } : null;
}

const isPlain = (binding: Binding | null, kind: Binding['kind']): binding is Binding =>
  binding?.kind === kind && binding.path.length === 0 && binding.assignments.length === 0;

/** A call of a function, in the file that it stands in. */
export interface Caller {
  flow: Flow;
  call: Call;
}

/** The calls in the files of the package that are known to lead to a function. */
export function callersOf(context: RuleContext, { module, resolver, shape }: Flow, fn: Node): Caller[] {
  const named = callsNamed(context, module, functionName(module, fn));
  return [...named, ...callsOfImports(context, module)]
    .filter(([caller, call]) => leadsTo(resolver, caller, call, fn))
    .map(([caller, call]) => ({ flow: flowOf(caller, resolver, shape), call }));
}

const flows = new Notes<Module, Flow>();

function flowOf(module: Module, resolver: Resolver, shape: Flow['shape']): Flow {
  const known = flows.get(module);
  if (known?.resolver === resolver && known.shape === shape) return known;
  const flow = new Flow(module, resolver, shape);
  flows.set(module, flow);
  return flow;
}

/** The calls of that name in this file, and in those of the package that have it. */
function callsNamed({ project }: RuleContext, module: Module, name: string | null): [Module, Call][] {
  if (name === null) return [];
  const others = project.files.filter(
    ({ path, text, generated }) => path !== module.path && !generated && text.includes(`${name}(`),
  );
  return [module, ...others.flatMap(({ path }) => project.moduleOf(path) ?? [])].flatMap((each) =>
    (usesOf(each).calls.get(name) ?? []).map((call): [Module, Call] => [each, call]),
  );
}

/** Calls of what other files import from this one under a name of their own: `const read = require('./read-file');` */
function callsOfImports({ project }: RuleContext, module: Module): [Module, Call][] {
  const [, stem = ''] = /([^/]+?)(?:\/index)?\.\w+$/.exec(module.path) ?? [];
  const others = project.files.filter(
    ({ path, text, generated }) => path !== module.path && !generated && text.includes(`/${stem}`),
  );
  return others.flatMap(({ path }) => {
    const each = project.moduleOf(path);
    if (!each) return [];
    const imported = [...usesOf(each).calls].filter(([name]) => isImported(each, name));
    return imported.flatMap(([, calls]) => calls.map((call): [Module, Call] => [each, call]));
  });
}

/** A name of its own that an import, or `require`, gives to what it loads. */
function isImported({ scopes }: Module, name: string): boolean {
  const binding = scopes.top.get(name);
  if (binding?.kind === 'import') return binding.imported !== name;
  const isRequired = binding?.kind === 'variable' && binding.init && requiredSource(unwrap(binding.init)) !== null;
  return isRequired === true && binding!.path.at(-1) !== name;
}

/** `this.login(…)` in the same class, `db.login(…)` of the module that exports the function, `this.users.login(…)` of a field. */
function leadsTo(resolver: Resolver, caller: Module, call: Call, fn: Node): boolean {
  if (callsInFile(caller, fn).calls.includes(call)) return true;
  const value = resolver.resolve(caller, call.callee) ?? injectedMethod(resolver, caller, call.callee);
  return value?.kind === 'node' && value.node === fn;
}

/** What a call gives for a parameter, or for the field of it; null where that is not known. */
export function givenTo({ flow, call }: Caller, { binding, path }: Parameter): Node | null {
  const argument = call.arguments[binding.index] as Node | undefined;
  if (!argument || argument.type === 'SpreadElement') return null;
  const [key] = path;
  return key === undefined ? argument : propertyOf(literalBehind(flow.module, argument), key);
}

/** The object that a name stands for where it is written once. */
function literalBehind({ scopes }: Module, argument: Node): Node {
  const node = unwrap(argument);
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  return binding?.init && binding.path.length === 0 && binding.assignments.length === 0 ? unwrap(binding.init) : node;
}
