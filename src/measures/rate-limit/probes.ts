import type { JsonObject } from '../../types';
import type {
  HttpProbe,
  ProbeAnswer,
  ProbeMeta,
  ProbeRequest,
  ProbeTarget,
  Skip,
  TargetRoute,
  Verdict,
} from '../../types/proof';
import { asForm, credentials, hasMeasure, loginOf, NOBODY, to } from '../aim';
import { fail, header, isIn, pass, said, skip, statusOf } from '../expect';
import { floodOf, isWatching, sweepOf, triesOf } from './figures';

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
      const times = whileRefusing(target, floodOf);
      if (typeof times !== 'number') return times;
      const path = target.unknown();
      return [
        { path, client: 'scanner', times, until: 429 },
        ...[1, 2, 3].map((number) => ({ path, client: 'scanner', forged: `203.0.113.${number}` })),
        { path, client: 'another' },
      ];
    },
    judge: ({ answers }, target) => {
      const another = answers.at(-1)!;
      const forged = answers.filter(({ request }) => request.forged !== undefined);
      const verdict = refusedIn(answers.slice(0, -1 - forged.length), target);
      if (!verdict.ok) return verdict;
      if (forged.some(({ status }) => status !== 429)) return fail('429, but not with a forged X-Forwarded-For');
      return another.status === 429 ? fail('429 for everybody else, too') : verdict;
    },
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
      const times = whileRefusing(target, floodOf);
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
      atLogin(target, (route) => {
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
      atLogin(target, (route) => {
        const account = `forged-${NOBODY}`;
        const tries = Array.from({ length: triesOf(target) }, (_, index) => `203.0.113.${index + 1}`);
        return tries.flatMap((forged) =>
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
      atLogin(target, (route) =>
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
      return atLogin(target, (route) => {
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
    judge: ({ answers }) => {
      const [ownerJson, ownerForm, neighbourJson, neighbourForm] = answers.slice(-4);
      const limitedOne = answers.slice(0, -4).find(({ status }) => status === 429);
      if (!limitedOne) return skip('nothing was limited');
      const inForm = limitedOne.request.client === 'form';
      const [owner, neighbour] = inForm ? [ownerForm!, neighbourForm!] : [ownerJson!, neighbourJson!];
      if (owner.status === 429) return fail('429 for the account from everywhere');
      if (neighbour.status === 429) return fail('429 for all accounts of the address');
      return pass(`${statusOf(owner)} for others`);
    },
  },
];

const whileRefusing = (target: ProbeTarget, figure: (target: ProbeTarget) => number | Skip): number | Skip =>
  isWatching(target) ? skip('the limits only watch (rate-limit.mode=observe)') : figure(target);

function atLogin(target: ProbeTarget, make: (route: TargetRoute) => ProbeRequest[]): ProbeRequest[] | Skip {
  const route = loginOf(target);
  if (isWatching(target)) return skip('the limits only watch (rate-limit.mode=observe)');
  return route ? make(route) : skip('no route takes a login');
}

/** As JSON and as a form, from two clients: a login may read one of them only. */
function inBothForms(
  body: JsonObject,
  make: (body: Pick<ProbeRequest, 'body' | 'headers'>, client: string) => ProbeRequest,
): ProbeRequest[] {
  return [make({ body }, 'json'), make(asForm(body), 'form')];
}

function refusedInOneForm(answers: ProbeAnswer[], target: ProbeTarget): Verdict | Skip {
  const forms = ['json', 'form'].map((name) => answers.filter(({ request }) => request.client === name));
  const tried = forms.filter((each) => each.some(isTry));
  const limitedForm = forms.find((each) => each.some(({ status }) => status === 429));
  if (limitedForm) return refusedIn(upToLimit(limitedForm), target);
  if (tried.length === 0) return skip(`no try comes as far as the password (${statusOf(answers.at(-1)!)})`);
  return refusedIn(tried[0]!, target);
}

const upToLimit = (answers: ProbeAnswer[]): ProbeAnswer[] =>
  answers.slice(0, answers.findIndex(({ status }) => status === 429) + 1);

/** Whether the password may have been looked at: what is refused for its form, or by a check before, was none. */
const isTry = ({ status }: ProbeAnswer): boolean => status === 401 || isIn({ status }, 2, 3, 5);

/** The last of some answers must be the refusal; where the limit is ours it also says when to come back. */
function refusedIn(answers: ProbeAnswer[], target: ProbeTarget): Verdict {
  const answer = answers.at(-1)!;
  if (answer.status !== 429) return fail(`${statusOf(answer)} after ${answers.length} tries`);
  const after = header(answer, 'retry-after');
  if (after === '')
    return hasMeasure(target, 'rate-limit') ? fail(said(answer, 'retry-after')) : pass(`429 at try ${answers.length}`);
  return pass(`429 at try ${answers.length}, retry-after ${after}`);
}
