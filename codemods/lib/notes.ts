/**
 * What was found out about nodes, modules and bindings, kept on them: a `WeakMap` would do, but V8 holds what its values
 * lead to, a whole syntax tree mostly, until the next collection of the whole heap. Noted on the tree, it goes with it.
 */
export class Notes<Key extends object, Value> {
  /** A symbol, so that nothing that goes over the fields of a node meets it. */
  readonly #field = Symbol('note');

  get(of: Key): Value | undefined {
    return (of as Record<symbol, Value | undefined>)[this.#field];
  }

  set(of: Key, value: Value): void {
    (of as Record<symbol, Value>)[this.#field] = value;
  }
}
