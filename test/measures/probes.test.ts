import { describe, expect, it } from 'vitest';
import { probes } from '../../src/measures/probes';
import type { ProbeTarget } from '../../src/types/proof';
import { login, looked, outcomeOf, reading, type Reply, route, type Situation, target } from './verdicts';

const canary = 'c0ffee11'.repeat(6);
const nothing: Partial<ProbeTarget> = {
  settings: { home: null, allowed: null, foreign: 'https://evil.example' },
  routes: [],
  health: [],
  page: null,
};
const everything: Partial<ProbeTarget> = {
  measures: ['headers', 'https', 'cors', 'rate-limit', 'validation', 'errors', 'limits', 'secrets', 'supply-chain'],
  answers: { 'validation.unknownKeys': 'refuse', 'rate-limit.limit': 12, 'rate-limit.authLimit': 3 },
  routes: [
    login,
    route('POST', '/users', { validated: true, reads: reading({ body: ['email'], query: ['page'] }) }),
    route('GET', '/search', { reads: reading({ query: ['q', 'next'] }) }),
    route('GET', '/items/1', { pattern: '/items/:id' }),
    route('GET', '/admin/stats'),
  ],
  data: '/products',
  file: '/static/site.css',
  required: ['JWT_SECRET'],
  canaries: [canary],
  looked: [
    looked('/me', { status: 401 }),
    looked('/', { headers: { 'set-cookie': ['sid=abc', 'broken'], 'ratelimit-policy': 'nonsense' } }),
  ],
  workflows: [{ path: 'a.yml', text: 'jobs:\n  a:\n    steps: [{ run: npm audit }, null]\n  b: null\n' }],
};
const replies: Record<string, Reply> = {
  'no answer': { status: 0, text: 'ECONNRESET', elapsed: 10_000 },
  'a limit': { status: 429 },
  'a failure': { status: 500, text: `Error: ${canary}\n    at a (/srv/a.js:1:1)` },
  'a redirect to nowhere': { status: 302, headers: { location: 'http://[' } },
  'a redirect without an address': { status: 301 },
  'odd headers': {
    headers: {
      'content-type': ';',
      'content-security-policy': ';;',
      'strict-transport-security': 'max-age',
      'access-control-allow-origin': canary,
      'set-cookie': [canary, '=', ''],
      vary: ',',
    },
    text: canary.repeat(100),
  },
};

const situations = Object.entries({ 'nothing is known': nothing, 'everything is there': everything }).flatMap(
  ([known, attacked]) =>
    Object.entries(replies).map(([name, app]): [string, Situation] => [
      `${known}, ${name}`,
      { app, target: attacked, log: null, ending: { code: null, output: canary } },
    ]),
);

describe.each(probes.map((probe) => [probe.id, probe] as const))('%s', (_id, probe) => {
  it.each(situations)('says something in few words, and no secret, where %s', async (_name, situation) => {
    const { evidence } = await outcomeOf(probe, situation);
    expect(evidence).toMatch(/^[^\n]{1,140}$/);
    if (situation.app !== replies['odd headers']) expect(evidence).not.toContain(canary);
  });

  it('asks nothing but http paths', () => {
    if (probe.kind !== 'http') return;
    const requests = probe.requests(target(everything));
    for (const { path } of 'skip' in requests ? [] : requests) expect(path).toMatch(/^(\/|http:\/\/)[\x21-\x7e]*$/);
  });
});
