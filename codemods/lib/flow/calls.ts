import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isFunction, keyName, lastName, memberName, unwrap, walk } from '../walk';
import { Notes } from '../notes';

export type Call = Extract<Node, { type: 'CallExpression' }>;

/** What a file calls, and what it puts into its objects: gathered once, by name. */
export interface Uses {
  /** Calls by the last name of the callee: `run(…)`, `this.run(…)`, `exports.run(…)`. */
  calls: Map<string, Call[]>;
  /** `name.member = value`, `name.push(value)`, by the name that is written first, `this` included. */
  stores: Map<string, Store[]>;
}

export interface Store {
  /** The object, as it is written there. */
  object: Node;
  /** The member; null where it is computed, or one of a list. */
  member: string | null;
  value: Node;
}

const known = new Notes<Module, Uses>();

export function usesOf(module: Module): Uses {
  const found = known.get(module) ?? gather(module);
  known.set(module, found);
  return found;
}

function gather({ ast }: Module): Uses {
  const uses: Uses = { calls: new Map(), stores: new Map() };
  walk(ast.program, (node) => {
    if (node.type === 'CallExpression') {
      const { callee } = node;
      const name = lastName(callee);
      if (name !== null) add(uses.calls, name, node);
      if (callee.type !== 'MemberExpression' || !/^(push|unshift|add|append)$/.test(name ?? '')) return;
      for (const value of node.arguments) store(uses, { object: callee.object, member: null, value });
    } else if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
      store(uses, { object: node.left.object, member: memberName(node.left), value: node.right });
  });
  return uses;
}

function store({ stores }: Uses, found: Store): void {
  const object = unwrap(found.object);
  const name = object.type === 'Identifier' ? object.name : object.type === 'ThisExpression' ? 'this' : null;
  if (name !== null) add(stores, name, { ...found, object });
}

function add<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name);
  if (list) list.push(item);
  else lists.set(name, [item]);
}

/** The calls of a function in its file; `closed` where nobody else may call it: it is neither exported nor passed on. */
export interface Calls {
  calls: readonly Call[];
  closed: boolean;
}

const callsOfFunction = new Notes<Node, Calls>();

export function callsOf(module: Module, fn: Node): Calls {
  const found = callsOfFunction.get(fn) ?? findCalls(module, fn);
  callsOfFunction.set(fn, found);
  return found;
}

function findCalls(module: Module, fn: Node): Calls {
  const { scopes } = module;
  const parent = scopes.parents.get(fn);
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : null;
  if (!id) return { calls: memberCalls(module, fn, parent), closed: false };
  const binding = id.type === 'Identifier' ? scopes.lookup(id.name, id) : null;
  if (!binding || binding.assignments.length > 0) return { calls: [], closed: false };
  const { named, assigned } = module.exports;
  const isExported = [...named.values(), assigned].some((each) => each === id || each === fn);
  const only = isExported ? null : scopes.callsOnly(binding);
  if (only) return { calls: only, closed: true };
  const calls = (usesOf(module).calls.get(binding.name) ?? []).filter(
    ({ callee }) => callee.type === 'Identifier' && scopes.lookup(callee.name, callee) === binding,
  );
  return { calls, closed: false };
}

/** `this.run(…)` of a method, `exports.run(…)` and `this.run(…)` of what is assigned to such a member. */
function memberCalls(module: Module, fn: Node, parent: Node | undefined): readonly Call[] {
  const isMethod = isFunction(fn) && /Method$/.test(fn.type);
  const holder = isMethod ? fn : parent;
  if (!holder) return [];
  const name =
    isMethod || holder.type === 'ObjectProperty' || holder.type === 'ClassProperty'
      ? keyName(holder)
      : holder.type === 'AssignmentExpression' && holder.right === fn
        ? memberName(holder.left)
        : null;
  if (name === null) return [];
  return (usesOf(module).calls.get(name) ?? []).filter(
    ({ callee }) => callee.type === 'MemberExpression' && /^(this|self|that|exports)$/.test(ownerName(callee.object)),
  );
}

/** `this`, `self`, `exports` of `module.exports` */
const ownerName = (object: Node): string => (object.type === 'ThisExpression' ? 'this' : (lastName(object) ?? ''));
