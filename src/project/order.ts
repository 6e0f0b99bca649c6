import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { calledFunction, type Call } from './sites';

/** When something runs, compared from left to right: the file's turn, then positions, through the calls that lead there. */
export type Moment = number[];

export function compareMoments(a: Moment, b: Moment): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Tells when the nodes of the project run, as far as the order of files and the calls of functions tell it. */
export class Timeline {
  readonly #ranks: Map<Module, number>;
  readonly #callers = new Map<Node, Call>();

  constructor(modules: readonly Module[], calls: readonly Call[], resolver: Resolver) {
    this.#ranks = new Map(modules.map((module, rank) => [module, rank]));
    for (const call of calls) {
      const fn = calledFunction(resolver, call.module, call.node);
      if (fn && !this.#callers.has(fn)) this.#callers.set(fn, call);
    }
  }

  momentOf(module: Module, node: Node, depth = 0): Moment {
    // In a chain of calls the first one runs first: what tells them apart is where the method's name stands.
    const position = 'callee' in node && node.callee ? (node.callee as Node).end! : node.start!;
    const caller = this.#callers.get(module.scopes.functionAround(node));
    if (!caller || depth > 8) return [this.#ranks.get(module) ?? -1, position];
    return [...this.momentOf(caller.module, caller.node, depth + 1), position];
  }
}
