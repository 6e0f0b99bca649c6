import type { HttpProbe, Probe, ProbeAnswer, ProbeMeta, ProbeResult, ProbeTarget, Seen, Skip } from '../../types/proof';
import type { App, AppUnderTest } from './app-under-test';
import { send } from './client';
import { ask, isSkip, toResult } from './outcome';

export type Http = ProbeMeta & HttpProbe;

export const GONE: Skip = { skip: 'the app did not start again after another attack ended it' };

/** Probes that were sent beside each other. */
interface Volley {
  probes: Http[];
  answers: (ProbeAnswer[] | Skip)[];
  /** What the app had written, and how often it had been started again, before the first of them. */
  written: number;
  restarts: number;
}

/** Sends probes beside each other, so many at once. */
export async function sendTogether(
  app: AppUnderTest,
  target: ProbeTarget,
  probes: Http[],
  atOnce: number,
): Promise<Volley> {
  const { current, restarts } = app;
  const written = app.output?.length ?? 0;
  const answers = await inParallel(probes, atOnce, (probe) =>
    current ? sendAll(app, current, target, probe) : Promise.resolve(GONE),
  );
  return { probes, answers, written, restarts };
}

/**
 * The results of a volley; each probe sees what the app wrote during all of it. Null where the app did not survive, so
 * that nobody knows whose doing it was.
 */
export async function judgeTogether(
  app: AppUnderTest,
  target: ProbeTarget,
  { probes, answers, written, restarts }: Volley,
): Promise<ProbeResult[] | null> {
  if (probes.length > 0 && (!(await app.isAlive()) || app.restarts !== restarts)) return null;
  const log = app.output?.slice(written) ?? null;
  return probes.map((probe, index) => judge(probe, target, answers[index]!, { log, alive: true }));
}

/** The results of probes that are sent one at a time; where one ends the app, it is started again. */
export async function attackInTurn(app: AppUnderTest, target: ProbeTarget, probes: Http[]): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const probe of probes) {
    const current = await app.revive();
    if (!current) results.push(toResult(probe, GONE));
    else results.push(await attack(app, current, target, probe));
  }
  return results;
}

async function attack(app: AppUnderTest, current: App, target: ProbeTarget, probe: Http): Promise<ProbeResult> {
  const from = app.output?.length ?? 0;
  const answers = await sendAll(app, current, target, probe);
  if (isSkip(answers)) return toResult(probe, answers);
  const alive = await app.isAlive();
  return judge(probe, target, answers, { log: app.output?.slice(from) ?? null, alive });
}

async function sendAll(
  { clients, signal }: AppUnderTest,
  { origin }: App,
  target: ProbeTarget,
  probe: Http,
): Promise<ProbeAnswer[] | Skip> {
  const requests = ask(probe, () => probe.requests(target));
  if (isSkip(requests)) return requests;
  const client = clients.group();
  const answers: ProbeAnswer[] = [];
  for (const request of requests) {
    answers.push(...(await send(origin, request, client(request.client ?? ''), { signal })));
    signal?.throwIfAborted();
  }
  return answers;
}

const judge = (
  probe: Probe & Http,
  target: ProbeTarget,
  answers: ProbeAnswer[] | Skip,
  seen: Omit<Seen, 'answers'>,
): ProbeResult =>
  toResult(probe, isSkip(answers) ? answers : ask(probe, () => probe.judge({ answers, ...seen }, target)));

async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
