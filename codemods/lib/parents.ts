import type { File, Node } from '@babel/types';
import { depthOf, parentIn } from './walk';

/** Every node's parent, noted when the file is walked for the first time. */
export class Parents {
  constructor(readonly root: File) {}

  /** Undefined for the root. */
  get(node: Node): Node | undefined {
    return this.#read(node) ?? (node === this.root.program ? this.root : undefined);
  }

  /** Whether the node is one of this tree. */
  has(node: Node): boolean {
    let top = node;
    for (let above = this.#read(top); above; above = this.#read(top)) top = above;
    return top === this.root.program;
  }

  #read(node: Node): Node | undefined {
    const known = parentIn(node);
    if (known) return known;
    depthOf(this.root.program);
    return parentIn(node);
  }
}
