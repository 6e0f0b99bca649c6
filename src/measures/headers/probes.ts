import type { HttpProbe, ProbeMeta, ProbeRequest, ProbeTarget } from '../../types/proof';
import { hasMeasure, places } from '../aim';
import { each, fail, header, isHtml, type Judge, pass, type Rule, said, skip, together } from '../expect';
import { freshNonces, refusesFrames, limitsScripts, sameHeaders, staysSecure } from './judge-headers';

const OWASP = 'https://owasp.org/www-project-secure-headers/';
const visits = (target: ProbeTarget): ProbeRequest[] => places(target).map((path) => ({ path }));

/** Pages are what a browser runs; other answers count where the measure promises every answer. */
const onPages =
  (rule: Rule): Judge =>
  (seen, target) => {
    const shown = seen.answers.filter((answer) => isHtml(answer) && answer.status < 400);
    const pages = hasMeasure(target, 'headers') ? seen.answers : shown;
    return pages.length > 0 ? each(rule)({ ...seen, answers: pages }, target) : skip('the app showed no page');
  };

const http = { kind: 'http', risk: 'safe' } as const;

export const headersProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    id: 'headers/software',
    attack: 'Ask what software it runs',
    proves: 'Answers do not name the framework.',
    cwe: 'CWE-200',
    reference: 'https://expressjs.com/en/advanced/best-practice-security.html#reduce-fingerprinting',
    numbers: [1],
    requests: (target) => [...visits(target), { path: target.unknown() }],
    judge: each({ headers: { 'x-powered-by': null } }),
  },
  {
    ...http,
    id: 'headers/frame',
    attack: 'Show it in a frame on a hostile page',
    proves: 'Browsers refuse to show its pages inside those of others.',
    cwe: 'CWE-1021',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Clickjacking_Defense_Cheat_Sheet.html',
    numbers: [1],
    requests: visits,
    judge: onPages(refusesFrames),
  },
  {
    ...http,
    id: 'headers/sniffing',
    attack: 'Have a harmless file run as a script',
    proves: 'Browsers take an answer for what it says it is.',
    cwe: 'CWE-430',
    reference: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options',
    numbers: [1],
    requests: visits,
    judge: each({ headers: { 'x-content-type-options': 'nosniff' } }),
  },
  {
    ...http,
    id: 'headers/csp',
    attack: 'Run a script put into a page',
    proves: 'A Content-Security-Policy names the scripts that may run, or reports others.',
    cwe: 'CWE-79',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html',
    numbers: [1],
    requests: visits,
    judge: onPages(limitsScripts),
  },
  {
    ...http,
    id: 'headers/nonce',
    attack: "Reuse the nonce of one's own visit",
    proves: 'Each answer allows its scripts by a number of its own.',
    cwe: 'CWE-330',
    reference: 'https://www.w3.org/TR/CSP3/#security-nonces',
    numbers: [1],
    requests: ({ page, home }) => [{ path: page ?? home }, { path: page ?? home }],
    judge: ({ answers }) => freshNonces(answers),
  },
  {
    ...http,
    id: 'headers/permissions',
    attack: 'Use browser features that no page needs',
    proves: 'A Permissions-Policy takes features away from injected code.',
    cwe: 'CWE-693',
    reference: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Permissions-Policy',
    numbers: [1],
    requests: visits,
    judge: onPages((answer) => {
      const evidence = said(answer, 'permissions-policy');
      return /[\w-]+=\((self)?\)/.test(header(answer, 'permissions-policy')) ? pass(evidence) : fail(evidence);
    }),
  },
  {
    ...http,
    id: 'headers/referrer',
    attack: 'Read its addresses off links to elsewhere',
    proves: 'Other sites learn at most which site a visitor comes from.',
    cwe: 'CWE-200',
    reference: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Referrer-Policy',
    requests: visits,
    // Without the header browsers keep path and query to themselves.
    judge: onPages((answer) => {
      const value = header(answer, 'referrer-policy').split(',').at(-1)!.trim();
      const evidence = said(answer, 'referrer-policy');
      return /^(unsafe-url|no-referrer-when-downgrade)$/.test(value) ? fail(evidence) : pass(evidence);
    }),
  },
  {
    ...http,
    id: 'headers/hsts',
    attack: 'Downgrade a visitor to plain http',
    proves: 'Browsers that came over https come back over https alone.',
    cwe: 'CWE-319',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Strict_Transport_Security_Cheat_Sheet.html',
    numbers: [1],
    requests: ({ home }) => [{ path: home }],
    judge: each(staysSecure),
  },
  {
    ...http,
    id: 'headers/errors',
    attack: 'Find an answer without the headers',
    proves: 'Refusals and missing pages carry the same headers as the rest.',
    cwe: 'CWE-693',
    reference: OWASP,
    numbers: [2],
    requests: (target) => [
      { path: target.home },
      { path: target.unknown(), headers: { accept: 'application/json' } },
      { path: target.unknown(), headers: { accept: 'text/html' } },
      { method: 'POST', path: target.unknown(), headers: { 'content-type': 'application/json' }, body: '{"a": ' },
    ],
    judge: ({ answers: [usual, ...errors] }) =>
      together(errors.filter(({ status }) => status >= 400).map((error) => sameHeaders(usual!, error))),
  },
];
