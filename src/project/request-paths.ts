import type { RequestDialect } from '../frameworks/index';

export type Part = 'body' | 'query' | 'params';
export const PARTS: readonly Part[] = ['body', 'query', 'params'];
/** What a validator looks at: a part, or something else such as headers. */
export type Target = Part | 'other';

/**
 * Where members lead from a handler's first parameter: on the `way` to something that the client sent, to a `part` of
 * it, to a function whose `call` gives a part (null: one that was validated), to a part as a `whole`, to what may be
 * `any` part, or to something `other`.
 */
export type Place =
  | { kind: 'way' }
  | { kind: 'any' }
  | { kind: 'other' }
  | { kind: 'part' | 'whole'; part: Part }
  | { kind: 'call'; part: Part | null };

/** The paths of a framework's request. */
export class RequestPaths {
  readonly #places: { path: string[]; place: Place }[];

  constructor(request: RequestDialect) {
    const places = (
      paths: string[][] | undefined,
      at: (isCall: boolean) => Place,
    ): { path: string[]; place: Place }[] =>
      (paths ?? []).map((path) => ({
        path: path.map((name) => name.replace(/\(\)$/, '')),
        place: at(path.at(-1)!.endsWith('()')),
      }));
    this.#places = [
      ...PARTS.flatMap((part) => places(request[part], (isCall) => ({ kind: isCall ? 'call' : 'part', part }))),
      ...places(request.whole?.body, () => ({ kind: 'whole', part: 'body' })),
      ...places(request.whole?.query, () => ({ kind: 'whole', part: 'query' })),
      ...places(request.any, () => ({ kind: 'any' })),
      ...places(request.validated && [request.validated.path], () => ({ kind: 'call', part: null })),
    ];
  }

  /** What members lead to, and those that lie behind it. */
  follow(path: readonly string[]): { place: Place; rest: readonly string[] } {
    const reached = this.#places.find((each) => begins(path, each.path));
    if (reached) return { place: reached.place, rest: path.slice(reached.path.length) };
    const unknown = path.findIndex(
      (_name, index) => !this.#places.some((each) => begins(each.path, path.slice(0, index + 1))),
    );
    if (unknown === -1) return { place: { kind: 'way' }, rest: [] };
    return { place: { kind: path[unknown] === '...' ? 'any' : 'other' }, rest: path.slice(unknown) };
  }
}

const begins = (path: readonly string[], beginning: readonly string[]): boolean =>
  beginning.length <= path.length && beginning.every((name, index) => path[index] === name);
