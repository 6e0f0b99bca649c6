import { isSkip } from '../../../measures/expect';
import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip } from '../../../types/proof';
import { ENOUGH, isLate, silence } from './answering';
import type { App, AppUnderTest } from './app-under-test';
import { send } from './client';
import { ask } from './outcome';

export type Http = ProbeMeta & HttpProbe;

const OVER: Skip = { skip: 'the time for all attacks was over' };
const TOO_SLOW: Skip = { skip: 'the app takes too long to answer all of it' };
/** Milliseconds for all requests of a probe. Where passwords are hashed well, a hundred logins take their time. */
const LONGEST = { safe: 20_000, fatal: 20_000, write: 20_000, flood: 60_000, slow: Infinity };

/** What came of the requests of a probe. */
export interface Sent {
  /** One for each request. */
  answers: ProbeAnswer[];
  /** The last of several that were not answered; those after it were not sent. */
  late: ProbeAnswer | null;
}

/** The answers to the requests of a probe. Skip where it has none, or they cannot all be sent. */
export async function sendAll(
  app: AppUnderTest,
  { origin }: App,
  target: ProbeTarget,
  probe: Http,
): Promise<Sent | Skip> {
  const { clients, signal, answering } = app;
  if (app.isOver) return OVER;
  const requests = ask(probe, () => probe.requests(target));
  if (isSkip(requests)) return requests;
  const client = clients.group();
  const end = Date.now() + LONGEST[probe.risk];
  const answers: ProbeAnswer[] = [];
  for (const [index, request] of requests.entries()) {
    if (answering.isSilent(request)) return { skip: silence(request) };
    const limitOfAll = end - Date.now();
    const got = limitOfAll > 0 ? await send(origin, request, client(request.client ?? ''), { limitOfAll, signal }) : [];
    signal?.throwIfAborted();
    answers.push(...got);
    answering.note(got);
    const late = answers.filter(isLate);
    if (late.length >= ENOUGH)
      return { answers: [...answers, ...requests.slice(index + 1).map(notSent)], late: late.at(-1)! };
    const isDone = got.length === (request.times ?? 1) || got.some(({ status }) => status === request.until);
    if (!isDone) return TOO_SLOW;
  }
  return { answers, late: null };
}

const notSent = (request: ProbeRequest): ProbeAnswer => ({
  request,
  status: 0,
  headers: {},
  text: 'not sent',
  elapsed: 0,
});
