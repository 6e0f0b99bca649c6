import type { File, Node } from '@babel/types';
import { visitorKeys } from './visitor-keys';
import { walk } from './walk';

/**
 * Every node's parent, found when it is asked for: most files are asked about a few nodes, and a table of all of them
 * costs a third of what parsing does. Where many are asked for, the table is made after all.
 */
export class Parents {
  readonly #known = new Map<Node, Node>();
  #steps = 0;
  #complete = false;

  constructor(readonly root: File) {}

  /** Undefined for the root, and for nodes of other trees. */
  get(node: Node): Node | undefined {
    const known = this.#known.get(node);
    if (known !== undefined || this.#complete || node === this.root) return known;
    if (this.#steps < (this.root.end ?? 0) && this.#descend(this.root, node)) return this.#known.get(node);
    this.#fill();
    this.#complete = true;
    return this.#known.get(node);
  }

  has(node: Node): boolean {
    return this.get(node) !== undefined;
  }

  /** Whether the node is found below, by the places of both; the way there is noted then. */
  #descend(from: Node, wanted: Node): boolean {
    for (const key of visitorKeys(from.type) ?? []) {
      const value = from[key as keyof Node] as unknown as Node | (Node | null)[] | null | undefined;
      if (!value) continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        this.#steps += 1;
        if (!child || child.start! > wanted.start! || child.end! < wanted.end!) continue;
        if (child !== wanted && !this.#descend(child, wanted)) continue;
        this.#known.set(child, from);
        return true;
      }
    }
    return false;
  }

  #fill(): void {
    walk(this.root.program, (node, ancestors) => void this.#known.set(node, ancestors.at(-1) ?? this.root));
  }
}
