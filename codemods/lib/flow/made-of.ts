import type { Node } from '@babel/types';
import { children, isFunction, lastName, memberName, unwrap } from '../walk';
import type { Flow } from './flow';
import { Notes } from '../notes';
import { reaching } from './reaching';

const LIMIT = 300;

/** Every expression that takes part in a value, names of the file followed to what they are given; functions are left out. */
export function madeOf({ module }: Flow, expression: Node): Node[] {
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    if (found.size >= LIMIT || found.has(node) || isFunction(node)) return;
    found.add(node);
    if (node.type === 'Identifier') {
      const binding = module.scopes.lookup(node.name, node);
      const given = binding && reaching(module, node, binding);
      if (binding?.kind === 'variable' || given?.last) given?.values.forEach(visit);
    } else if (node.type === 'MemberExpression' && !node.computed) visit(node.object);
    else children(node).forEach(visit);
  };
  visit(expression);
  return [...found];
}

type Called = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>;

/**
 * What a call calls: `child_process#exec`, `fetch` where nothing of that name is declared, `axios#create()#get` of what a
 * package's call makes; also through `promisify(exec)`. Null where it is not known.
 */
export function calledName(flow: Flow, call: Called, depth = 0): string | null {
  const names = known.get(flow) ?? new Map<Node, string | null>();
  known.set(flow, names);
  const name = names.get(call);
  if (name !== undefined) return name;
  const found = nameOf(flow, call, depth);
  names.set(call, found);
  return found;
}

/** Every rule asks of every call. */
const known = new Notes<Flow, Map<Node, string | null>>();

/** What everybody may call without an import, and is worth a look. */
const GLOBALS = /^(eval|Function|RegExp|URL|Request|fetch|require|set(Timeout|Interval|Immediate)|execScript)$/;

function nameOf(flow: Flow, call: Called, depth: number): string | null {
  const callee = unwrap(call.callee);
  const { module, resolver } = flow;
  const isGlobal = callee.type === 'Identifier' && GLOBALS.test(callee.name);
  if (!isGlobal && !resolver.mayBePackage(module, callee)) return null;
  if (callee.type === 'Identifier' && !module.scopes.lookup(callee.name, callee)) return callee.name;
  const named = resolver.packageName(module, callee);
  if (named !== null) return normal(named);
  const value = resolver.resolve(module, callee);
  if (value?.kind === 'node' && value.node.type === 'CallExpression') {
    const [promised] = value.node.arguments;
    const wraps = resolver.packageName(value.module, value.node.callee) === 'util#promisify';
    const inner = wraps && promised ? resolver.packageName(value.module, promised) : null;
    return inner && normal(inner);
  }
  const method = memberName(callee);
  if (method === null || depth > 4 || !('object' in callee)) return null;
  const object = resolver.resolve(module, callee.object as Node);
  if (object?.kind !== 'node' || object.module !== module) return null;
  // `(url.startsWith('https') ? https : http).get(url)`
  const choice = object.node.type === 'ConditionalExpression' ? object.node.consequent : null;
  const chosen = choice && resolver.packageName(module, choice);
  if (chosen) return normal(`${chosen}#${method}`);
  if (object.node.type !== 'CallExpression' && object.node.type !== 'NewExpression') return null;
  const maker = object.node === call ? null : calledName(flow, object.node, depth + 1);
  return maker && `${maker}()#${method}`;
}

/** One name for what several packages and paths give. */
const normal = (name: string): string =>
  name.replace(/^node:/, '').replace(/^(fs\/promises|fs#promises|fs-extra|graceful-fs)#/, 'fs#');

/** The name of what is called, as written: `exec` of `cp.exec(…)`. */
export const writtenName = ({ callee }: Called): string => lastName(callee) ?? '';
