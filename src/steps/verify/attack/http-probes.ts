import { isSkip } from '../../../measures/expect';
import type { ProbeResult, ProbeTarget, Seen, Skip } from '../../../types/proof';
import type { App, AppUnderTest } from './app-under-test';
import { silence } from './answering';
import { ask, type Outcome, toResult } from './outcome';
import { type Http, sendAll, type Sent } from './send-probe';

export const GONE: Skip = { skip: 'the app did not start again after another attack ended it' };

/** Probes that were sent beside each other. */
interface Volley {
  probes: Http[];
  sent: (Sent | Skip)[];
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
  const sent = await inParallel(probes, atOnce, (probe) =>
    current ? sendAll(app, current, target, probe) : Promise.resolve(GONE),
  );
  return { probes, sent, written, restarts };
}

/**
 * The results of a volley; each probe sees what the app wrote during all of it. Null where the app did not survive, so
 * that nobody knows whose doing it was.
 */
export async function judgeTogether(
  app: AppUnderTest,
  target: ProbeTarget,
  { probes, sent, written, restarts }: Volley,
): Promise<ProbeResult[] | null> {
  if (probes.length > 0 && (!(await app.isAlive()) || app.restarts !== restarts)) return null;
  const log = app.output?.slice(written) ?? null;
  return probes.map((probe, index) => toResult(probe, judge(app, target, probe, sent[index]!, log)));
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

/** What another attack left behind may have ended the app meanwhile: who ends it does so on its own, too. */
async function attack(app: AppUnderTest, first: App, target: ProbeTarget, probe: Http): Promise<ProbeResult> {
  const { outcome, alive } = await attackOnce(app, first, target, probe);
  const again = alive ? null : await app.revive();
  return toResult(probe, again ? (await attackOnce(app, again, target, probe)).outcome : outcome);
}

async function attackOnce(
  app: AppUnderTest,
  current: App,
  target: ProbeTarget,
  probe: Http,
): Promise<{ outcome: Outcome; alive: boolean }> {
  const from = app.output?.length ?? 0;
  const sent = await sendAll(app, current, target, probe);
  if (isSkip(sent)) return { outcome: sent, alive: true };
  const alive = await app.isAlive();
  const log = app.output?.slice(from) ?? null;
  return { outcome: (alive ? judge : judgeDead)(app, target, probe, sent, log), alive };
}

/** What was not answered is held against the app only where others are answered on the same route. */
function judge(app: AppUnderTest, target: ProbeTarget, probe: Http, sent: Sent | Skip, log: Seen['log']): Outcome {
  if (isSkip(sent)) return sent;
  const { answers, late } = sent;
  const unheard = app.answering.unheard(answers);
  if (unheard) return { skip: silence(unheard.request) };
  const outcome = ask(probe, () => probe.judge({ answers, log, alive: true }, target));
  return late && (isSkip(outcome) || outcome.ok) ? { skip: silence(late.request) } : outcome;
}

/** An attack that ends the app has succeeded, whatever was asked, unless the probe has an opinion on that. */
function judgeDead(app: AppUnderTest, target: ProbeTarget, probe: Http, sent: Sent, log: Seen['log']): Outcome {
  let hasOpinion = false;
  const seen = {
    answers: sent.answers,
    log,
    get alive() {
      hasOpinion = true;
      return false;
    },
  };
  const outcome = ask(probe, () => probe.judge(seen, target));
  return hasOpinion ? outcome : { ok: false, evidence: app.end };
}

async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
