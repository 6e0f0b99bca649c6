import type { HttpProbe, ProbeMeta } from '../../types/proof';
import { each, fail, isIn, limited, pass, said, skip, statusOf, together } from '../expect';
import { EVIL, keepsPath, movesOn, refusesPlain, sameHost, staysHere, withHome } from './judge-redirects';

const HSTS = 'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html';
const REDIRECTS = 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html';
/** Ways to name another host in the target of a request. */
const TARGETS = [
  '//evil.example/x',
  'http://evil.example/x',
  '/\\evil.example/x',
  '/.//evil.example/x',
  '/%5Cevil.example',
];

const http = { kind: 'http', risk: 'safe' } as const;

export const httpsProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    id: 'https/plain-http',
    attack: 'Listen in on a visit without TLS',
    proves: 'Plain http leads to the same place over https, or nowhere.',
    cwe: 'CWE-319',
    reference: HSTS,
    numbers: [17],
    requests: (target) => {
      if (target.health.includes(target.home)) return skip('only the health check answers');
      const paths = [target.home, `${target.unknown()}/a?b=c&d=%2F`];
      return paths.map((path) => ({ path, scheme: 'http' as const }));
    },
    judge: withHome(({ answers: [visit, deep] }) => together([movesOn(visit!), keepsPath(deep!)])),
  },
  {
    ...http,
    id: 'https/host-header',
    attack: 'Choose where a redirect leads by Host',
    proves: 'A redirect to https leads to the configured host, whatever host a request names.',
    cwe: 'CWE-601',
    reference:
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/17-Testing_for_Host_Header_Injection',
    numbers: [17],
    requests: ({ home }) => [
      { path: home, scheme: 'http', headers: { host: EVIL } },
      { path: home, scheme: 'http', headers: { 'x-forwarded-host': EVIL } },
      { path: home, headers: { host: EVIL, 'x-forwarded-host': EVIL } },
    ],
    judge: each(staysHere),
  },
  {
    ...http,
    id: 'https/other-target',
    attack: 'Choose where a redirect leads by the path',
    proves: 'No form of a path takes a redirect to another host.',
    cwe: 'CWE-601',
    reference: REDIRECTS,
    numbers: [18],
    requests: (target) => [
      { path: target.unknown(), scheme: 'http' },
      ...TARGETS.map((path) => ({ path, scheme: 'http' as const })),
      // What looks for a folder adds a slash to its name.
      ...['//evil.example/%2e%2e', '//evil.example'].map((path) => ({ path })),
    ],
    judge: ({ answers: [usual, ...others] }, target) =>
      together(others.map((answer) => (answer.status === 429 ? limited : sameHost(usual!, answer, target)))),
  },
  {
    ...http,
    id: 'https/form',
    attack: 'Read a form that is sent without TLS',
    proves: 'What was sent in clear is refused, so that its sender notices.',
    cwe: 'CWE-319',
    reference: HSTS,
    numbers: [19],
    requests: (target) => {
      const path = target.unknown();
      return (['http', 'https'] as const).map((scheme) => ({ method: 'POST', path, scheme, body: {} }));
    },
    judge: withHome(({ answers: [plain, secure] }) => refusesPlain(plain!, secure!)),
  },
  {
    ...http,
    id: 'https/health',
    client: true,
    attack: 'Look whether it is alive, over plain http',
    proves: 'The platform, which asks without TLS, gets its answer.',
    cwe: 'CWE-703',
    reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    numbers: [20],
    requests: ({ health: [path] }) => {
      if (path === undefined) return skip('the app has no health check');
      return (['https', 'http'] as const).map((scheme) => ({ path, scheme, times: scheme === 'http' ? 12 : 1 }));
    },
    judge: ({ answers: [secure, ...plain] }) => {
      if (!isIn(secure!, 2)) return skip(`the health check answers ${statusOf(secure!)}`);
      return together(plain.map((answer) => (isIn(answer, 2) ? pass(said(answer)) : fail(said(answer, 'location')))));
    },
  },
];
