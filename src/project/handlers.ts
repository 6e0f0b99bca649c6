import type { Node } from '@babel/types';
import { type Module, type Resolver, returnedExpression, type Value } from '../../codemods/lib/resolve';
import { isFunction, isNode, memberName } from '../../codemods/lib/walk';
import type { Handler } from '../types';
import { packagesOf } from './middleware';

/** A handler with the files that it and its function stand in. */
export interface FoundHandler extends Handler {
  module: Module;
  fnModule: Module | null;
}

/** The handlers of a route call, lists flattened, each with the function it stands for where that is known. */
export function handlersOf(
  resolver: Resolver,
  module: Module,
  handlers: readonly Node[],
  lists: readonly string[] = [],
): FoundHandler[] {
  return handlers
    .flatMap((argument) => listed(resolver, module, argument, lists))
    .map(({ module: at, argument }) => handlerOf(resolver, at, argument));
}

/**
 * The members of a list, also of one that a name or a call stands for: `router.post('/', create)`,
 * `create = [upload, handler]`, `...factory.createHandlers(upload, handler)`.
 */
function listed(
  resolver: Resolver,
  module: Module,
  argument: Node,
  lists: readonly string[],
): { module: Module; argument: Node }[] {
  const spread = argument.type === 'SpreadElement';
  if (spread && lists.length === 0) return [{ module, argument }];
  const value = resolver.resolve(module, spread ? argument.argument : argument);
  if (value?.kind !== 'node') return [{ module, argument }];
  const { node } = value;
  const isList = node.type === 'CallExpression' && lists.includes(memberName(node.callee) ?? '');
  const members = node.type === 'ArrayExpression' ? node.elements.filter(isNode) : isList ? node.arguments : null;
  return members?.flatMap((each) => listed(resolver, value.module, each as Node, lists)) ?? [{ module, argument }];
}

/** The handler that an argument is. */
export function handlerOf(resolver: Resolver, module: Module, argument: Node): FoundHandler {
  const value = functionOf(resolver, module, argument);
  const fn = value?.node ?? null;
  const fnModule = value?.module ?? null;
  const async = isFunction(fn) && fn.async === true;
  return { file: module.path, argument, fn, fnFile: fnModule?.path ?? null, async, module, fnModule };
}

type FunctionValue = Extract<Value, { kind: 'node' }>;

/** The function that a handler is, also inside wrappers that only forward errors: `asyncHandler(async (req, res) => …)`. */
function functionOf(resolver: Resolver, module: Module, argument: Node, depth = 0): FunctionValue | null {
  const value = depth > 4 ? null : resolver.resolve(module, argument);
  if (value?.kind === 'node' && isFunction(value.node)) return value;
  const made = value?.kind === 'node' ? value : { module, node: argument };
  const [inner, ...rest] = made.node.type === 'CallExpression' ? made.node.arguments : [];
  const found = inner && rest.length === 0 ? functionOf(resolver, made.module, inner, depth + 1) : null;
  return found ?? returnedFunction(resolver, made.module, made.node, depth);
}

/** What a function of the project makes: `create(db)`, where create is `(db) => (req, res) => …`. */
function returnedFunction(resolver: Resolver, module: Module, call: Node, depth: number): FunctionValue | null {
  const callee = call.type === 'CallExpression' ? resolver.resolve(module, call.callee) : null;
  const returned = callee?.kind === 'node' ? returnedExpression(callee.node) : null;
  return returned && callee?.kind === 'node' ? functionOf(resolver, callee.module, returned, depth + 1) : null;
}

/** What a middleware of a route is called, and the packages that make it. */
export function guardNames(resolver: Resolver, { module, argument }: FoundHandler): string[] {
  const callee = argument.type === 'CallExpression' ? argument.callee : argument;
  const text = module.text.slice(callee.start!, callee.end!);
  const name = /^[\w$.]+$/.test(text) ? [text] : [];
  return [...name, ...packagesOf(resolver, module, argument).map((call) => call.name)];
}
