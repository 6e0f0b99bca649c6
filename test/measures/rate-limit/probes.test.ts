import { describe, expect, it } from 'vitest';
import { rateLimitProbes } from '../../../src/measures/rate-limit/probes';
import type { ProbeRequest } from '../../../src/types/proof';
import { type App, login, looked, target, testProbes } from '../verdicts';

const ours = {
  measures: ['rate-limit'],
  answers: { 'rate-limit.limit': 40, 'rate-limit.authLimit': 5, 'rate-limit.addressLimit': 9 },
};
const watching = { answers: { 'rate-limit.mode': 'observe' } };
const headers = { 'retry-after': '60' };

/** Counts by what `key` makes of a request, and refuses what is over the limit; a new app for every test. */
function limiting(
  limit: number,
  key: (request: ProbeRequest) => string,
  refusal = { status: 429, headers } as object,
): App {
  const counts = new Map<string, number>();
  return (request) => {
    const name = key(request);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const status = request.method === 'POST' ? 401 : request.path === '/healthz' ? 200 : 404;
    return counts.get(name)! > limit ? refusal : { status };
  };
}

const address = ({ client = '' }: ProbeRequest): string => client;
const claimed = ({ client = '', forged = client }: ProbeRequest): string => forged;
const account = ({ body }: ProbeRequest): string => /([\w-]*nobody)/.exec(JSON.stringify(body))![1]!;
const both = (request: ProbeRequest): string => `${address(request)} ${account(request)}`;
const never: App = ({ method }) => ({ status: method === 'POST' ? 401 : 404 });
const json = ({ headers: sent }: ProbeRequest): boolean => sent === undefined;
/** A login that reads forms only: to JSON it says that something is missing. */
const formsOnly =
  (app: App): App =>
  (request, count) =>
    json(request) ? { status: 400 } : app(request, count);
const jsonOnly =
  (app: App): App =>
  (request, count) =>
    json(request) ? app(request, count) : { status: 400 };

describe('probes of the rate limits', () => {
  testProbes(rateLimitProbes, {
    'rate-limit/flood': {
      passed: {
        'by address': { app: limiting(40, address), target: ours },
        'a limit of its own, without Retry-After': { app: limiting(100, address, { status: 429 }) },
        'a limit that its headers tell': {
          app: limiting(700, address),
          target: { looked: [looked('/', { headers: { 'ratelimit-policy': '"all"; q=700; w=60' } })] },
        },
      },
      failed: {
        'no limit': { app: never },
        'a limit far above what was said': { app: limiting(100, address), target: ours },
        'by what a client claims': { app: limiting(40, claimed), target: ours },
        'for everybody together': { app: limiting(40, () => 'all'), target: ours },
        'without Retry-After': { app: limiting(40, address, { status: 429 }), target: ours },
      },
      skipped: {
        'limits only watch': { app: never, target: watching },
        'more than is sent': {
          app: never,
          target: { looked: [looked('/', { headers: { 'x-ratelimit-limit': '5000' } })] },
        },
      },
    },
    'rate-limit/health': {
      passed: { 'not limited': { app: { status: 200 }, target: ours } },
      failed: { 'limited like the rest': { app: limiting(40, address), target: ours } },
      skipped: { 'there is none': { target: { health: [] } }, 'limits only watch': { target: watching } },
    },
    'rate-limit/guess': {
      passed: {
        'by account and address': { app: limiting(5, both), target: ours },
        'by address, in an app with its own limit': { app: limiting(20, address) },
        'in a form': { app: formsOnly(limiting(5, address)) },
      },
      failed: {
        'no limit': { app: never, target: ours },
        'no limit in a form': { app: formsOnly(never) },
        'too high a limit': { app: limiting(50, both), target: ours },
        'a page for each try': { app: { status: 200 } },
      },
      skipped: {
        'limits only watch': { app: never, target: watching },
        'there is no login': { target: { routes: [] } },
        'a check comes before': { app: { status: 403 } },
      },
    },
    'rate-limit/guess-forged': {
      passed: { 'by the address itself': { app: limiting(5, both), target: ours } },
      failed: {
        'by what a client claims': { app: limiting(5, claimed), target: ours },
        'no limit': { app: never },
      },
    },
    'rate-limit/spray': {
      passed: { 'by address as well': { app: limiting(9, address), target: ours } },
      failed: { 'by account and address alone': { app: limiting(5, both), target: ours } },
    },
    'rate-limit/lockout': {
      passed: { 'by both together': { app: limiting(5, both), target: ours } },
      failed: {
        'by account alone': { app: limiting(5, account), target: ours },
        'by address alone': { app: limiting(5, address), target: ours },
        'by address alone, in one form': { app: jsonOnly(limiting(5, address)), target: ours },
      },
      skipped: {
        'the app decides': { app: limiting(5, address) },
        'nothing is limited': { app: never, target: ours },
      },
    },
  });

  it('stay below the general limit when a password is guessed', () => {
    const guess = rateLimitProbes.find(({ id }) => id === 'rate-limit/guess')!;
    const tries = (answers: object) => {
      const requests = guess.requests(target({ answers: { ...answers }, routes: [login] }));
      return 'skip' in requests ? 0 : requests[0]!.times;
    };
    expect(tries({})).toBe(30);
    expect(tries({ 'rate-limit.limit': 20, 'rate-limit.authLimit': 5 })).toBe(19);
    expect(tries({ 'rate-limit.authLimit': 50 })).toBe(51);
  });
});
