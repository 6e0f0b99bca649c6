import type { HttpProbe, ProbeMeta, ProbeRequest, ProbeTarget } from '../../types/proof';
import { credentials, hasMeasure, loginOf, NOBODY, to } from '../aim';
import { each, fail, header, pass, said, skip } from '../expect';
import { ACAO, allowed, allowsListed, allowsNobody, keepsApart, lookAlikes, withAllowed } from './judge-origins';

const OWASP =
  'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing';
const MDN = 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS';

const http = { kind: 'http', risk: 'safe' } as const;

/** One request to what a page would read, and to the first page, from each of the origins. */
const from = ({ home, data }: ProbeTarget, origins: string[]): ProbeRequest[] =>
  [...new Set([data ?? home, home])].flatMap((path) => origins.map((origin) => ({ path, headers: { origin } })));

const preflight = ({ home, data }: ProbeTarget, origin: string): ProbeRequest => ({
  method: 'OPTIONS',
  path: data ?? home,
  headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
});

/** The methods of the app's routes that a list has to name: browsers send POST without. */
const changesOf = ({ routes }: ProbeTarget): string[] =>
  ['PUT', 'PATCH', 'DELETE'].filter((each) => routes.some(({ method }) => method === each));

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
      const named = header(answer, methods).split(/[\s,]+/);
      const isMissing = (method: string): boolean => !named.includes(method) && !named.includes('*');
      if (changesOf(target).some(isMissing)) return fail(said(answer, methods));
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
