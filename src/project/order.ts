import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { type Call, calledFunction, type Site } from './sites';

/** When something runs, compared from left to right: the file's turn, then positions, through the calls that lead there. */
export type Moment = number[];

export function compareMoments(a: Moment, b: Moment): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A callback counts as run where it is passed: `routes.forEach((route) => app.use(route))`. */
function callbackCall(module: Module, fn: Node): Call | undefined {
  const parent = module.scopes.parents.get(fn);
  return parent?.type === 'CallExpression' && parent.callee !== fn ? { module, node: parent } : undefined;
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
    const around = module.scopes.functionAround(node);
    const caller = this.#callers.get(around) ?? callbackCall(module, around);
    if (!caller || depth > 8) return [this.#ranks.get(module) ?? -1, position];
    return [...this.momentOf(caller.module, caller.node, depth + 1), position];
  }

  /** When a request comes by what is registered on a site: where the site is mounted, then its own order. */
  turnOf(site: Site, root: Site, module: Module, node: Node, depth = 0): Moment {
    // What has a path in front registers on the one below at once.
    if (site.base) return this.turnOf(site.base, root, module, node, depth);
    const own = this.momentOf(module, node);
    const mount = site === root || depth > 8 ? undefined : site.mounts[0];
    return mount ? [...this.turnOf(mount.parent, root, mount.module, mount.node, depth + 1), ...own] : own;
  }
}
