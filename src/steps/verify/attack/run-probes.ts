import { isSkip } from '../../../measures/expect';
import type { Ending, Probe, ProbeMeta, ProbeResult, ProbeTarget, Skip, WorkflowProbe } from '../../../types/proof';
import type { App, AppUnderTest } from './app-under-test';
import { silence } from './answering';
import { attackInTurn, GONE, judgeTogether, sendTogether } from './http-probes';
import { ask, toResult } from './outcome';
import type { Http } from './send-probe';
import { stopDuring } from './stop';

export interface Campaign {
  probes: readonly Probe[];
  target: ProbeTarget;
  app: AppUnderTest;
  allowWrites: boolean;
  /** Starts the app without these variables, and ends it again where it listens. */
  startWithout(names: string[]): Promise<Ending | Skip>;
  runWorkflow(script: string, registry: WorkflowProbe['registry']): Promise<Ending | Skip>;
  /** Told what goes on. */
  say?: ((text: string) => void) | undefined;
}

/** How many quick probes are under way at once. */
const AT_ONCE = 4;
/** Milliseconds. */
const MOMENT = 1000;

/**
 * Runs probes, each with clients of its own, and returns their results in the order given. The app is started again
 * where an attack ends it, and is ended by the last of them. Error where a probe is broken.
 */
export async function runProbes(campaign: Campaign): Promise<ProbeResult[]> {
  // All have come to their end before an error is passed on: what they started is gone then.
  const settled = await Promise.allSettled([attackApp(campaign), runBeside(campaign)]);
  const results = settled.flatMap((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  });
  const byId = new Map(results.map((result) => [result.id, result]));
  return campaign.probes.map(({ id }) => byId.get(id)!);
}

type Of<K extends Probe['kind']> = ProbeMeta & Extract<Probe, { kind: K }>;

const ofKind = <K extends Probe['kind']>(probes: readonly Probe[], kind: K): Of<K>[] =>
  probes.filter((probe): probe is Of<K> => probe.kind === kind);

/** The slow ones wait beside all that leaves the app alive; then follow those that may end it, and last what ends it. */
async function attackApp({ probes, target, app, allowWrites, say }: Campaign): Promise<ProbeResult[]> {
  const of = (risk: Http['risk']): Http[] => ofKind(probes, 'http').filter((probe) => probe.risk === risk);
  const inTurn = (risk: Http['risk'], what: string): Promise<ProbeResult[]> => {
    if (of(risk).length > 0) say?.(`  ${of(risk).length} ${what} …`);
    return attackInTurn(app, target, of(risk));
  };
  const slow = of('slow');
  const waiting = sendTogether(app, target, slow, slow.length);
  // Its error is looked at when all the others are done.
  waiting.catch(() => undefined);
  const safe = await sendTogether(app, target, of('safe'), AT_ONCE);
  const results = (await judgeTogether(app, target, safe)) ?? (await attackInTurn(app, target, of('safe')));
  results.push(...(await inTurn('flood', 'with many requests')));
  const inform = (): void => say?.('  Waiting up to 25 s for the slow client …');
  const volley = await patiently(waiting, inform);
  results.push(
    ...((await judgeTogether(app, target, volley)) ?? (await patiently(waitAgain(app, target, slow), inform))),
  );
  results.push(...(await inTurn('fatal', 'that may end the app')));
  if (allowWrites) results.push(...(await inTurn('write', 'that write')));
  else results.push(...of('write').map((probe) => toResult(probe, { skip: 'needs --allow-writes' })));
  for (const probe of ofKind(probes, 'stop')) results.push(await runStop(app, target, probe));
  return results;
}

/** Whoever watches is told what is waited for, where it is not there in a moment. */
async function patiently<T>(awaited: Promise<T>, inform: () => void): Promise<T> {
  const timer = setTimeout(inform, MOMENT);
  try {
    return await awaited;
  } finally {
    clearTimeout(timer);
  }
}

/** Another attack ended the app under the slow ones: nothing ends it this time. */
async function waitAgain(app: AppUnderTest, target: ProbeTarget, slow: Http[]): Promise<ProbeResult[]> {
  await app.revive();
  const volley = await sendTogether(app, target, slow, slow.length);
  return (await judgeTogether(app, target, volley)) ?? attackInTurn(app, target, slow);
}

async function runStop(app: AppUnderTest, target: ProbeTarget, probe: Of<'stop'>): Promise<ProbeResult> {
  const request = ask(probe, () => probe.request(target));
  if (isSkip(request)) return toResult(probe, request);
  if (app.answering.isSilent(request)) return toResult(probe, { skip: silence(request) });
  const current: App | null = await app.revive();
  if (!current) return toResult(probe, GONE);
  if (!current.running) return toResult(probe, { skip: 'an app that somebody else started is not stopped' });
  const stopped = await stopDuring(current.origin, current.running, request, app.clients.group()(request.client ?? ''));
  return toResult(
    probe,
    ask(probe, () => probe.judge(stopped, target)),
  );
}

/** What needs no running app goes on beside the rest, one thing after the other. */
async function runBeside({ probes, target, app, ...campaign }: Campaign): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const probe of ofKind(probes, 'start')) {
    const names = ask(probe, () => probe.without(target));
    const ending = isSkip(names) ? names : await campaign.startWithout(names);
    results.push(toResult(probe, isSkip(ending) ? ending : ask(probe, () => probe.judge(ending, target))));
  }
  for (const probe of ofKind(probes, 'workflow')) {
    app.signal?.throwIfAborted();
    const script = await ask(probe, () => probe.script(target));
    const ending = typeof script === 'string' ? await campaign.runWorkflow(script, probe.registry) : script;
    results.push(toResult(probe, isSkip(ending) ? ending : ask(probe, () => probe.judge(ending, target))));
  }
  return results;
}
