import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { each, fail, header, isIn, type Judge, limited, pass, said, skip, statusOf, together } from '../expect';

const HSTS = 'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html';
const REDIRECTS = 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html';
const EVIL = 'evil.example';
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

/** Where the app is reached must be known to it before it can lead there. */
function withHome(judge: Judge): Judge {
  return (seen, target) =>
    target.settings.home === null ? skip('the public address of the app is not known') : judge(seen, target);
}

/** Where a redirect leads, as a browser reads it; null for other answers. */
function leadsTo(answer: ProbeAnswer): URL | null {
  const location = header(answer, 'location');
  if (!isIn(answer, 3) || location === '') return null;
  try {
    return new URL(location, `${answer.request.scheme ?? 'https'}://this.invalid/`);
  } catch {
    return null;
  }
}

function movesOn(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  const to = leadsTo(answer);
  if (to) return to.protocol === 'https:' ? pass(said(answer, 'location')) : fail(said(answer, 'location'));
  // Refused: forbidden, misdirected, upgrade required.
  if ([403, 421, 426].includes(answer.status)) return pass(`${statusOf(answer)}, refused`);
  return isIn(answer, 4) ? fail(`${statusOf(answer)}, in clear`) : fail(`${statusOf(answer)}, answered in clear`);
}

function keepsPath(answer: ProbeAnswer): Verdict | Skip {
  const to = leadsTo(answer);
  if (to?.protocol !== 'https:') return skip('unknown paths are not redirected');
  return to.pathname + to.search === answer.request.path
    ? pass(said(answer, 'location'))
    : fail(`${statusOf(answer)}, the path is lost: ${header(answer, 'location')}`);
}

function staysHere(answer: ProbeAnswer): Verdict {
  const to = leadsTo(answer);
  if (!to) return pass(`${statusOf(answer)}, no redirect`);
  return to.hostname.endsWith(EVIL) ? fail(said(answer, 'location')) : pass(said(answer, 'location'));
}

/** A target that is pasted behind the host's name makes another name of it: `app.example.comhttp://…` */
function sameHost(usual: ProbeAnswer, answer: ProbeAnswer, target: ProbeTarget): Verdict {
  const verdict = staysHere(answer);
  const to = leadsTo(answer);
  const known = [leadsTo(usual)?.host, 'this.invalid', target.settings.home && new URL(target.settings.home).host];
  if (!verdict.ok || !to || leadsTo(usual) === null) return verdict;
  return known.includes(to.host) ? verdict : fail(said(answer, 'location'));
}

function refusesPlain(plain: ProbeAnswer, secure: ProbeAnswer): Verdict | Skip {
  if (plain.status === 429) return limited;
  if (isIn(plain, 3)) return fail(said(plain, 'location'));
  if (plain.status !== secure.status) {
    return isIn(plain, 4) ? pass(`${statusOf(plain)}, refused`) : fail(`${statusOf(plain)}, answered in clear`);
  }
  if (plain.status === 403) return skip('such a form is refused over https as well (403)');
  return fail(`${statusOf(plain)}, as over https`);
}
