import { describe, expect, it } from 'vitest';
import type {
  Ending,
  HttpProbe,
  Probe,
  ProbeAnswer,
  ProbeMeta,
  ProbeRequest,
  ProbeTarget,
  Seen,
  Skip,
  TargetRoute,
  Verdict,
} from '../../src/types/proof';

export type Outcome = 'passed' | 'failed' | 'skipped';

/** What an app answers to a request; `count` is how often this client has sent one to this path, from 1. */
export type App = (request: ProbeRequest, count: number) => Reply;
export type Reply = Partial<Pick<ProbeAnswer, 'status' | 'headers' | 'text' | 'elapsed'>>;

/** One situation: what is there to attack, and what it answers or how it ends. */
export interface Situation {
  app?: App | Reply;
  target?: Partial<ProbeTarget>;
  log?: string | null;
  alive?: boolean;
  ending?: Partial<Ending>;
}

export type Situations = Partial<Record<Outcome, Record<string, Situation>>>;

const noReads = { body: [], query: [], params: [], whole: [], validated: false, schema: null };

/** A route of the app under attack. */
export const route = (method: string, path: string, more: Partial<TargetRoute> = {}): TargetRoute => ({
  method,
  path,
  pattern: path,
  auth: null,
  validated: false,
  leadsOn: false,
  ...more,
  reads: { ...noReads, ...more.reads },
});

const text = (name: string) => ({ name, type: 'string' as const, required: true });

/** What a handler reads of the parts of a request, all of it as text. */
export const reading = (parts: { body?: string[]; query?: string[] }): TargetRoute['reads'] => ({
  ...noReads,
  body: (parts.body ?? []).map(text),
  query: (parts.query ?? []).map(text),
});

export const login = route('POST', '/auth/login', { auth: 'login', reads: reading({ body: ['email', 'password'] }) });

let unknown = 0;

export const target = (more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  answers: {},
  measures: [],
  settings: {
    home: 'https://app.example.com',
    allowed: 'https://shop.example.com',
    foreign: 'https://evil.example',
  },
  routes: [login],
  health: ['/healthz'],
  unknown: () => `/no-such-page-${++unknown}`,
  home: '/',
  page: '/',
  data: null,
  file: null,
  looked: [],
  required: [],
  canaries: [],
  workflows: [],
  isTop: true,
  ...more,
});

const answerTo = (request: ProbeRequest, reply: Reply): ProbeAnswer => ({
  request,
  status: 200,
  headers: {},
  text: '',
  elapsed: 1,
  ...reply,
});

/** An answer as it was when the app was looked at. */
export const looked = (path: string, reply: Reply): ProbeAnswer => answerTo({ path }, reply);

/** What a probe sees of an app, sent as the runner sends it. */
function sendTo(app: App, requests: ProbeRequest[]): ProbeAnswer[] {
  const counts = new Map<string, number>();
  return requests.flatMap((request) => {
    const answers: ProbeAnswer[] = [];
    const key = `${request.client ?? ''} ${request.path}`;
    while (answers.length < (request.times ?? 1) && answers.at(-1)?.status !== (request.until ?? -1)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      answers.push(answerTo(request, app(request, counts.get(key)!)));
    }
    return answers;
  });
}

function judgeHttp(probe: HttpProbe, situation: Situation, attacked: ProbeTarget): Verdict | Skip {
  const requests = probe.requests(attacked);
  if ('skip' in requests) return requests;
  expect(requests.length).toBeGreaterThan(0);
  const { app = {}, log = '', alive = true } = situation;
  const seen: Seen = { answers: sendTo(typeof app === 'function' ? app : () => app, requests), log, alive };
  return probe.judge(seen, attacked);
}

/** The outcome of a probe in a situation, with its evidence or reason. */
export async function outcomeOf(probe: Probe, situation: Situation): Promise<{ outcome: Outcome; evidence: string }> {
  const verdict = await judge(probe, situation, target(situation.target));
  if ('skip' in verdict) return { outcome: 'skipped', evidence: verdict.skip };
  return { outcome: verdict.ok ? 'passed' : 'failed', evidence: verdict.evidence };
}

async function judge(probe: Probe, situation: Situation, attacked: ProbeTarget): Promise<Verdict | Skip> {
  const ending: Ending = { code: 0, listened: false, output: '', elapsed: 100, ...situation.ending };
  if (probe.kind === 'http') return judgeHttp(probe, situation, attacked);
  if (probe.kind === 'stop') {
    const request = probe.request(attacked);
    if ('skip' in request) return request;
    const { app = {} } = situation;
    return probe.judge(
      { answer: answerTo(request, typeof app === 'function' ? app(request, 1) : app), ending },
      attacked,
    );
  }
  const asked = probe.kind === 'start' ? probe.without(attacked) : await probe.script(attacked);
  return typeof asked === 'object' && 'skip' in asked ? asked : probe.judge(ending, attacked);
}

/** Tests of probes: each of them passes somewhere and fails somewhere. */
export function testProbes(probes: readonly (ProbeMeta & Probe)[], cases: Record<string, Situations>): void {
  it('are all tested', () => {
    expect(Object.keys(cases)).toEqual(probes.map(({ id }) => id));
    for (const [id, { passed, failed }] of Object.entries(cases)) {
      expect(Object.keys(passed ?? {}), `${id} passes`).not.toEqual([]);
      expect(Object.keys(failed ?? {}), `${id} fails`).not.toEqual([]);
    }
  });

  describe.each(probes.map((probe) => [probe.id, probe] as const))('%s', (id, probe) => {
    const all = Object.entries(cases[id] ?? {}).flatMap(([outcome, situations]) =>
      Object.entries(situations).map(([name, situation]) => ({ outcome, name, situation })),
    );
    it.each(all)('is $outcome: $name', async ({ outcome, situation }) => {
      const found = await outcomeOf(probe, situation);
      expect(found.outcome, found.evidence).toBe(outcome);
      expect(found.evidence).toMatch(/^[^\n]{1,120}$/);
    });
  });
}
