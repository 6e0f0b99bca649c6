import type { ProbeAnswer, ProbeRequest } from '../../../types/proof';

/** Milliseconds for one answer. Libraries of databases wait 10 s and longer for one that is not there. */
export const PATIENCE = 5000;
/** After so many requests without an answer it is not worth while to wait for another. */
export const ENOUGH = 2;
/** By so much a timer may be early. */
const EARLY = 50;

/** Whether the request was not answered in time; a connection that is closed, or reset, is an answer of its own. */
export const isLate = ({ elapsed, request }: ProbeAnswer): boolean =>
  request.slowly === undefined && elapsed >= PATIENCE - EARLY;

/** Which routes of an app answer, so that those which hang are not asked again and again. */
export class Answering {
  readonly #late = new Map<string, number>();
  readonly #answered = new Set<string>();

  note(answers: readonly ProbeAnswer[]): void {
    for (const answer of answers) {
      const route = routeOf(answer.request);
      if (isLate(answer)) this.#late.set(route, (this.#late.get(route) ?? 0) + 1);
      else if (isServed(answer)) this.#answered.add(route);
    }
  }

  /** A plain request, which everybody sends, was not answered. */
  giveUp({ request }: ProbeAnswer): void {
    this.#late.set(routeOf(request), ENOUGH);
  }

  /** Whether the route has been asked often enough, and was never heard of. */
  isSilent(request: Pick<ProbeRequest, 'method' | 'path'>): boolean {
    return this.silent.includes(routeOf(request));
  }

  /** Routes that hang: `POST /login`. */
  get silent(): string[] {
    return [...this.#late].flatMap(([route, times]) => (times >= ENOUGH && !this.#answered.has(route) ? [route] : []));
  }

  /** The first that was late although nothing odd may be in it: its route has never answered. */
  unheard(answers: readonly ProbeAnswer[]): ProbeAnswer | undefined {
    return answers.find((answer) => isLate(answer) && !this.#answered.has(routeOf(answer.request)));
  }

  /** It was the whole app that hung. */
  forget(): void {
    this.#late.clear();
  }
}

export const silence = (request: Pick<ProbeRequest, 'method' | 'path'>): string =>
  `${routeOf(request)} does not answer within ${PATIENCE / 1000} s (is its database there?)`;

const routeOf = ({ method = 'GET', path }: Pick<ProbeRequest, 'method' | 'path'>): string =>
  `${method} ${path.split('?')[0]}`;

/** Whether the route itself has answered: refusals come from what is in front of it as well. */
const isServed = ({ status }: ProbeAnswer): boolean =>
  status === 401 || (status !== 0 && (status < 400 || status >= 500));
