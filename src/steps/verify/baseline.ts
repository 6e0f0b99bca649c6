import type { ProbeAnswer, Regression } from '../../types/proof';

/**
 * The answers that are the same whenever they are asked for: what both rounds of the same requests agree on, as the
 * regression guard sees it. A route that counts, or fails now and then, is no measure of anything.
 */
export function baseline(first: readonly ProbeAnswer[], second: readonly ProbeAnswer[]): ProbeAnswer[] {
  return first.filter((answer) => {
    const again = second.find(sameRequest(answer));
    return again !== undefined && difference(answer, again) === null;
  });
}

/** What worked before and does not work, or works differently, after. */
export function regressions(before: readonly ProbeAnswer[], after: readonly ProbeAnswer[]): Regression[] {
  return before.flatMap((answer) => {
    const now = after.find(sameRequest(answer));
    const found = now && difference(answer, now);
    return found ? [{ method: answer.request.method ?? 'GET', path: answer.request.path, ...found }] : [];
  });
}

/**
 * A good answer has to keep its status and its content type. Of a refusal only the status counts, since error pages are
 * what hardening replaces; of a failure of the server nothing does.
 */
function difference(before: ProbeAnswer, after: ProbeAnswer): Pick<Regression, 'before' | 'after'> | null {
  if (before.status === 0 || before.status >= 500) return null;
  const refused = before.status >= 400;
  const told = (answer: ProbeAnswer): string => `${statusOf(answer)} ${refused ? '' : typeOf(answer)}`.trim();
  return told(before) === told(after) ? null : { before: told(before), after: told(after) };
}

const sameRequest =
  ({ request }: ProbeAnswer) =>
  (other: ProbeAnswer): boolean =>
    other.request.path === request.path && (other.request.method ?? 'GET') === (request.method ?? 'GET');

const statusOf = ({ status }: ProbeAnswer): string => (status === 0 ? 'no answer' : String(status));

/** `text/html` of `text/html; charset=utf-8`; nothing where there is none. */
const typeOf = ({ headers }: ProbeAnswer): string =>
  String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
