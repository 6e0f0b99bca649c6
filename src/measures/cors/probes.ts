import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { credentials, hasMeasure, loginOf, NOBODY, to } from '../aim';
import { each, fail, header, limited, pass, said, skip, statusOf, together } from '../expect';

const OWASP =
  'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing';
const MDN = 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS';
const ACAO = 'access-control-allow-origin';

const http = { kind: 'http', risk: 'safe' } as const;

/** One request to what a page would read, and to the first page, from each of the origins. */
const from = ({ home, data }: ProbeTarget, origins: string[]): ProbeRequest[] =>
  [...new Set([data ?? home, home])].flatMap((path) => origins.map((origin) => ({ path, headers: { origin } })));

const preflight = ({ home, data }: ProbeTarget, origin: string): ProbeRequest => ({
  method: 'OPTIONS',
  path: data ?? home,
  headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
});

export const corsProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    id: 'cors/foreign',
    attack: 'Read its answers from any website',
    proves: 'Pages of origins that are not listed cannot read answers.',
    cwe: 'CWE-942',
    reference: OWASP,
    numbers: [13],
    requests: (target) => from(target, [target.settings.foreign]),
    judge: each(allowsNobody),
  },
  {
    ...http,
    id: 'cors/look-alike',
    attack: 'Read its answers from a look-alike website',
    proves: 'Origins are compared as a whole, and sandboxed pages are nobody.',
    cwe: 'CWE-346',
    reference: OWASP,
    numbers: [14],
    requests: (target) => from(target, ['null', ...lookAlikes(target)]),
    judge: each(allowsNobody),
  },
  {
    ...http,
    id: 'cors/credentials',
    attack: "Use a visitor's login from any website",
    proves: 'Foreign pages cannot send cookies and read what comes back.',
    cwe: 'CWE-942',
    reference: MDN,
    numbers: [13],
    requests: (target) => from(target, [target.settings.foreign, 'null', ...lookAlikes(target)]),
    judge: each((answer) => {
      const named = ['*', answer.request.headers!.origin].includes(header(answer, ACAO));
      const credentialed = header(answer, 'access-control-allow-credentials') === 'true';
      return named && credentialed ? fail(allowed(answer)) : pass(allowed(answer));
    }),
  },
  {
    ...http,
    id: 'cors/preflight',
    attack: 'Ask to change data from any website',
    proves: 'Browsers are told not to send changes that foreign pages ask for.',
    cwe: 'CWE-942',
    reference: MDN,
    numbers: [15],
    requests: (target) => [target.settings.foreign, 'null'].map((origin) => preflight(target, origin)),
    judge: each(allowsNobody),
  },
  {
    ...http,
    id: 'cors/listed',
    client: true,
    attack: 'Call it from a listed website',
    proves: 'The own website can read its answers.',
    cwe: 'CWE-942',
    reference: MDN,
    numbers: [12],
    requests: (target) => withAllowed(target, (origin) => from(target, [origin])),
    judge: each(allowsListed),
  },
  {
    ...http,
    id: 'cors/listed-preflight',
    client: true,
    attack: 'Change data from a listed website',
    proves: 'The own website may use the methods and headers that it needs.',
    cwe: 'CWE-942',
    reference: MDN,
    numbers: [16],
    requests: (target) => withAllowed(target, (origin) => [preflight(target, origin)]),
    judge: each((answer, target) => {
      const verdict = allowsListed(answer, target);
      if (!('ok' in verdict) || !verdict.ok || !hasMeasure(target, 'cors')) return verdict;
      const methods = 'access-control-allow-methods';
      if (!/\bPUT\b|\*/.test(header(answer, methods))) return fail(said(answer, methods));
      const headers = 'access-control-allow-headers';
      return /authorization|\*/i.test(header(answer, headers)) ? verdict : fail(said(answer, headers));
    }),
  },
  {
    ...http,
    id: 'cors/cache',
    attack: 'Have a cache mix up two websites',
    proves: 'Caches keep the answers for each origin apart.',
    cwe: 'CWE-524',
    reference: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
    numbers: [12, 13],
    requests: (target) =>
      withAllowed(target, (origin) =>
        from({ ...target, home: target.data ?? target.home }, [origin, target.settings.foreign]),
      ),
    judge: ({ answers: [own, foreign] }) => keepsApart(own!, foreign!),
  },
  {
    ...http,
    risk: 'flood',
    id: 'cors/refusal',
    client: true,
    attack: 'See from a listed website why it refuses',
    proves: 'A refusal by a limit carries the headers without which a page cannot read it.',
    cwe: 'CWE-703',
    reference: MDN,
    numbers: [24],
    requests: (target) => {
      const route = loginOf(target);
      if (!route || !hasMeasure(target, 'cors')) return skip('no login, or no list of origins');
      const most = Number(target.answers['rate-limit.authLimit'] ?? 30);
      const body = credentials(route, NOBODY);
      return withAllowed(target, (origin) => [
        { ...to(route), body, headers: { origin }, times: most + 1, until: 429 },
      ]);
    },
    judge: ({ answers }, target) => {
      const refusal = answers.at(-1)!;
      if (refusal.status !== 429) return skip('no limit refused the login');
      return header(refusal, ACAO) === target.settings.allowed ? pass(said(refusal, ACAO)) : fail(said(refusal, ACAO));
    },
  },
];

/** Origins that a careless comparison takes for the listed one, or for the app's own. */
function lookAlikes({ settings }: ProbeTarget): string[] {
  const origin = settings.allowed ?? settings.home;
  if (origin === null) return [];
  const { protocol, host } = new URL(origin);
  const others = [`${origin}.evil.example`, `${protocol}//evil${host}`, `${protocol}//evil-${host}`];
  return protocol === 'https:' ? [...others, `http://${host}`] : others;
}

const allowed = (answer: ProbeAnswer): string => {
  const credentials = header(answer, 'access-control-allow-credentials') === 'true' ? ', with credentials' : '';
  return said(answer, ACAO) + (header(answer, ACAO) === '' ? '' : credentials);
};

/** Another origin than the one that asks may be named: browsers compare. */
function allowsNobody(answer: ProbeAnswer): Verdict | Skip {
  const { origin } = answer.request.headers!;
  if (answer.status === 429) return limited;
  if (answer.status >= 500) return fail(`${statusOf(answer)} for an origin that is not listed`);
  return ['*', origin].includes(header(answer, ACAO)) ? fail(allowed(answer)) : pass(allowed(answer));
}

function withAllowed(target: ProbeTarget, make: (origin: string) => ProbeRequest[]): ProbeRequest[] | Skip {
  return target.settings.allowed === null ? skip('no listed origin is known') : make(target.settings.allowed);
}

/** Without the measure the app may not know the list, or have no other website. */
function allowsListed(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  const value = header(answer, ACAO);
  if (value === target.settings.allowed || value === '*') return pass(allowed(answer));
  return hasMeasure(target, 'cors') ? fail(allowed(answer)) : skip('the app has no list of origins that we know');
}

/** Where the origin decides about the answer, every answer must say so, refusals too. */
function keepsApart(own: ProbeAnswer, foreign: ProbeAnswer): Verdict | Skip {
  if (header(own, ACAO) === header(foreign, ACAO)) return skip('answers do not depend on the origin');
  const verdictOf = (answer: ProbeAnswer): Verdict =>
    /\borigin\b|\*/i.test(header(answer, 'vary')) ? pass(said(answer, 'vary')) : fail(said(answer, 'vary'));
  return together([own, foreign].map(verdictOf));
}
