import type { HttpProbe, ProbeMeta } from '../../types/proof';
import { credentials, hasMeasure, NOBODY, to } from '../aim';
import { fail, pass, skip, statusOf } from '../expect';
import { enough, inBothForms, limitsOneAddress, othersGoOn, refusedInOneForm, tries } from './judge-limits';
import { sweepOf, triesOf } from './figures';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#login-throttling';
const flood = { kind: 'http', risk: 'flood' } as const;

export const rateLimitProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...flood,
    id: 'rate-limit/flood',
    attack: 'Try hundreds of addresses that do not exist',
    proves: 'One client cannot ask without end, under any address that it claims, nor use up the limit of another.',
    cwe: 'CWE-770',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html#rate-limiting',
    numbers: [27],
    requests: (target) => {
      const times = enough(target);
      if (typeof times !== 'number') return times;
      const path = target.unknown();
      return [
        { path, client: 'scanner', times, until: 429 },
        ...[1, 2, 3].map((number) => ({ path, client: 'scanner', forged: `203.0.113.${number}` })),
        { path, client: 'another' },
      ];
    },
    judge: ({ answers }, target) => limitsOneAddress(answers, target),
  },
  {
    ...flood,
    id: 'rate-limit/health',
    client: true,
    attack: 'Look whether it is alive, very often',
    proves: 'A busy platform does not take a live app for a dead one.',
    cwe: 'CWE-770',
    reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    numbers: [20],
    requests: (target) => {
      const [path] = target.health;
      const times = enough(target);
      if (path === undefined) return skip('the app has no health check');
      return typeof times === 'number' ? [{ path, times, until: 429 }] : times;
    },
    judge: ({ answers }) => {
      const answer = answers.at(-1)!;
      return answer.status === 429
        ? fail(`429 at try ${answers.length}`)
        : pass(`${statusOf(answer)}, ${answers.length} times`);
    },
  },
  {
    ...flood,
    id: 'rate-limit/guess',
    attack: 'Guess a password, 30 tries',
    proves: 'After some wrong passwords for an account further tries are refused.',
    cwe: 'CWE-307',
    reference: OWASP,
    numbers: [24],
    requests: (target) =>
      tries(target, (route) => {
        const common = { ...to(route), times: triesOf(target), until: 429 };
        return inBothForms(credentials(route, NOBODY), (body, client) => ({ ...common, ...body, client }));
      }),
    judge: ({ answers }, target) => refusedInOneForm(answers, target),
  },
  {
    ...flood,
    id: 'rate-limit/guess-forged',
    attack: '… with a forged address each time',
    proves: 'What a client says of its own address counts for nothing.',
    cwe: 'CWE-348',
    reference: 'https://expressjs.com/en/guide/behind-proxies.html',
    numbers: [25],
    requests: (target) =>
      tries(target, (route) => {
        const account = `forged-${NOBODY}`;
        const addresses = Array.from({ length: triesOf(target) }, (_, index) => `203.0.113.${index + 1}`);
        return addresses.flatMap((forged) =>
          inBothForms(credentials(route, account), (body, client) => ({ ...to(route), ...body, client, forged })),
        );
      }),
    judge: ({ answers }, target) => refusedInOneForm(answers, target),
  },
  {
    ...flood,
    id: 'rate-limit/spray',
    attack: 'Try one password on a hundred accounts',
    proves: 'One address cannot try account after account.',
    cwe: 'CWE-307',
    reference: 'https://owasp.org/www-community/attacks/Password_Spraying_Attack',
    numbers: [24],
    requests: (target) =>
      tries(target, (route) =>
        Array.from({ length: sweepOf(target) }, (_, index) => ({
          ...to(route),
          body: credentials(route, `spray-${index}-${NOBODY}`),
          client: 'json',
        })),
      ),
    judge: ({ answers }, target) => refusedInOneForm(answers, target),
  },
  {
    ...flood,
    id: 'rate-limit/lockout',
    attack: 'Lock another visitor out of logging in',
    proves: 'Wrong passwords count for an account and an address together, not for either alone.',
    cwe: 'CWE-645',
    reference: OWASP,
    numbers: [24],
    requests: (target) => {
      if (!hasMeasure(target, 'rate-limit')) return skip('how the app counts is its own decision');
      return tries(target, (route) => {
        const [victim, neighbour] = [`victim-${NOBODY}`, `neighbour-${NOBODY}`];
        const guesses = { times: triesOf(target), until: 429 };
        return inBothForms(credentials(route, victim), (body, client) => ({
          ...to(route),
          ...body,
          ...guesses,
          client,
        })).concat(
          inBothForms(credentials(route, victim), (body) => ({ ...to(route), ...body, client: 'owner' })),
          inBothForms(credentials(route, neighbour), (body, client) => ({ ...to(route), ...body, client })),
        );
      });
    },
    judge: ({ answers }) => othersGoOn(answers),
  },
];
