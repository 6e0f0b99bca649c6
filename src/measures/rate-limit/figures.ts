import type { ProbeAnswer, ProbeTarget, Skip } from '../../types/proof';
import { header, skip } from '../expect';

/** What the measure itself would allow, for apps that say nothing of their limits. */
const DEFAULTS = { limit: 300, authLimit: 10, addressLimit: 100 };
/** More requests than this are not sent to find a limit. */
const MOST = 2_000;
/** A visitor who mistypes is not limited, a guesser is. */
const TRIES = 30;

/** How many requests of one address must be enough to be limited. */
export function floodOf(target: ProbeTarget): number | Skip {
  const { limit } = figures(target);
  if (limit > MOST) return skip(`the limit of ${limit} is more than the probe sends`);
  // Some windows begin by the clock: a new one may begin meanwhile.
  return limit + 20;
}

/** How many tries of one account must be enough, and no more than may be sent at all. */
export function triesOf(target: ProbeTarget): number {
  const { authLimit, limit } = figures(target);
  return Math.max(authLimit + 1, Math.min(TRIES, limit - 1));
}

/** How many accounts tried from one address must be too many. */
export const sweepOf = (target: ProbeTarget): number => figures(target).addressLimit + 1;

/** Limits by the answers of the record, and else by what the app said of itself. */
function figures(target: ProbeTarget): typeof DEFAULTS {
  const own = target.answers['rate-limit.global'] === 'own';
  const answered = (name: string): number => Number(target.answers[`rate-limit.${name}`]) || 0;
  return {
    limit: (own ? 0 : answered('limit')) || shownBy(target.looked) || DEFAULTS.limit,
    authLimit: answered('authLimit') || DEFAULTS.authLimit,
    addressLimit: answered('addressLimit') || DEFAULTS.addressLimit,
  };
}

/** The limit in the headers of an answer: drafts 6 to 8 of RateLimit, and the older X-RateLimit-Limit; 0 without any. */
function shownBy(answers: readonly ProbeAnswer[]): number {
  for (const answer of answers) {
    const values = ['ratelimit-limit', 'x-ratelimit-limit', 'ratelimit-policy', 'ratelimit'].map((name) =>
      header(answer, name),
    );
    for (const value of values) {
      const [, figure] = /(?:^|q=|limit=)"?(\d+)/.exec(value) ?? [];
      if (figure) return Number(figure);
    }
  }
  return 0;
}

/** Limits that only watch refuse nothing. */
export const isWatching = ({ answers }: ProbeTarget): boolean => answers['rate-limit.mode'] === 'observe';
