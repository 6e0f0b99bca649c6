import type { Node } from '@babel/types';
import { type ChainDialect, type RouteCall, routeCalls } from './chain';
import type { Module } from './resolve';
import { memberName } from './walk';

/** A route as its call is found again: which of the file's calls with this method and path, from 0. */
export interface RouteKey {
  method: string;
  path: string;
  occurrence: number;
}

/** Where something that is for all routes of a router stands. */
export interface RouterPlace {
  /** What the router is called. */
  name: string;
  /** The statement behind which it goes: the router's making, or what is mounted on it in front of its routes. */
  after: Node;
}

/** Null where the routes are not all that the file gives to one router, or where they do not stand beside its making. */
export function placeInRouter(module: Module, dialect: ChainDialect, routes: readonly RouteKey[]): RouterPlace | null {
  const { scopes } = module;
  const calls = routeCalls(module, dialect);
  const wanted = calls.filter((call) => routes.some((route) => isCallOf(call, route)));
  const receiver = wanted[0]?.receiver;
  const binding = receiver?.type === 'Identifier' ? scopes.lookup(receiver.name, receiver) : null;
  if (!binding || binding.kind !== 'variable' || wanted.length !== routes.length) return null;
  const isOn = (node: Node): boolean => node.type === 'Identifier' && scopes.lookup(node.name, node) === binding;
  if (calls.some((call) => isOn(call.receiver) !== wanted.includes(call))) return null;
  const made = statementOf(module, binding.identifier);
  const first = wanted.map(({ node }) => statementOf(module, node));
  if (!made || first.some((statement) => !statement || parentOf(module, statement) !== parentOf(module, made)))
    return null;
  const start = Math.min(...first.map((statement) => statement!.start!));
  const uses = scopes.usesOf(binding).flatMap((use) => {
    const callee = scopes.parents.get(use);
    const statement = callee && memberName(callee) === 'use' ? statementOf(module, callee) : null;
    const isBeside = statement && parentOf(module, statement) === parentOf(module, made);
    return isBeside && statement.end! <= start ? [statement] : [];
  });
  return { name: binding.name, after: uses.sort((a, b) => a.start! - b.start!).at(-1) ?? made };
}

const isCallOf = (call: RouteCall & { occurrence: number }, { method, path, occurrence }: RouteKey): boolean =>
  call.method === method && call.path === path && call.occurrence === occurrence;

const parentOf = ({ scopes }: Module, node: Node): Node | undefined => scopes.parents.get(node);

/** The statement of a block, or of the file, that holds the node. */
function statementOf(module: Module, node: Node): Node | null {
  for (let current: Node | undefined = node; current; current = parentOf(module, current)) {
    const parent = parentOf(module, current);
    if (parent?.type === 'Program' || parent?.type === 'BlockStatement') return current;
  }
  return null;
}
