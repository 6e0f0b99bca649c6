import type { Node } from '@babel/types';
import { Flow } from '../../../codemods/lib/flow/flow';
import { usesOf } from '../../../codemods/lib/flow/calls';
import type { RequestRead } from '../../../codemods/lib/flow/request';
import type { Module } from '../../../codemods/lib/resolve';
import { functionName } from '../../../codemods/lib/function-name';
import { propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';
import { objectRead } from './objects';

/** Names that too many things have. */
const COMMON =
  /^(get|set|add|find|findOne|findAll|create|update|delete|remove|save|run|exec|query|exists|next|then|map|call|init|load|handle|execute|count|list|search|login|register|check|test|send|use|on|emit)$/;
const DEPTH = 2;

/** What of a request a function's parameter is called with, somewhere in the package: `users.validateLogin(req.body.name)`. */
export function givenByCallers(context: RuleContext, value: Node): RequestRead | null {
  return given(context, context.flow, value, 0);
}

function given(context: RuleContext, flow: Flow, value: Node, depth: number): RequestRead | null {
  const node = unwrap(value);
  const { module } = flow;
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (binding?.kind !== 'parameter' || binding.path.length > 1 || binding.assignments.length > 0) return null;
  if (flow.isText(node) || flow.originOf(node) === 'constant') return null;
  const fn = binding.declaration;
  const name = functionName(module, fn);
  if (name === null || COMMON.test(name) || name.length < 6) return null;
  for (const [caller, call] of callsOf(context, name)) {
    const argument = call.arguments[binding.index] as Node | undefined;
    const part = binding.path.length === 1 && argument ? propertyOf(argument, binding.path[0]!) : argument;
    const inside = caller === module ? flow : new Flow(caller, flow.resolver, flow.shape);
    const read = part && objectRead(context.project, inside, part);
    if (read && (read.path.length > 0 || binding.path.length === 0)) return read;
    const further = part && depth < DEPTH ? given(context, inside, part, depth + 1) : null;
    if (further) return further;
  }
  return null;
}

/** The calls of that name in the files of the package that have it. */
function callsOf({ project }: RuleContext, name: string): [Module, Extract<Node, { type: 'CallExpression' }>][] {
  return project.files
    .filter(({ text, generated }) => !generated && text.includes(`${name}(`))
    .flatMap(({ path }) => {
      const module = project.moduleOf(path);
      return module
        ? (usesOf(module).calls.get(name) ?? []).map((call) => [module, call] as [typeof module, typeof call])
        : [];
    });
}
