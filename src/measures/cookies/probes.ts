import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { asForm, credentials, loginOf, NOBODY, places, to } from '../aim';
import { fail, pass, skip } from '../expect';
import { type Cookie, cookiesOf, isAuthority } from './cookies';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies';
const http = { kind: 'http', risk: 'fatal', numbers: [23], reference: OWASP, requests: visits } as const;

export const cookiesProbes: (ProbeMeta & HttpProbe)[] = [
  {
    ...http,
    numbers: [23],
    id: 'cookies/script',
    attack: 'Read the session cookie in a script',
    proves: 'Scripts cannot read the cookies that stand for a login.',
    cwe: 'CWE-1004',
    judge: ({ answers }, target) => forAuthority(answers, target, (cookie) => cookie.has('httponly'), 'HttpOnly'),
  },
  {
    ...http,
    numbers: [23],
    id: 'cookies/plain-http',
    attack: 'Catch the session cookie without TLS',
    proves: 'Browsers send the cookies that stand for a login over https alone.',
    cwe: 'CWE-614',
    judge: ({ answers }, target) => forAuthority(answers, target, (cookie) => cookie.has('secure'), 'Secure'),
  },
  {
    ...http,
    numbers: [23],
    id: 'cookies/foreign-page',
    attack: 'Use the session cookie from a hostile page',
    proves: 'Whether other sites make browsers send the cookie is decided, and not left to the browser.',
    cwe: 'CWE-1275',
    judge: ({ answers }, target) => forAuthority(answers, target, (cookie) => cookie.has('samesite'), 'SameSite'),
  },
];

/** Pages, and a login that is wrong, by which some apps start a session as well. */
function visits(target: ProbeTarget): ProbeRequest[] {
  const route = loginOf(target);
  const pages = places(target).map((path) => ({ path }));
  return route ? [...pages, { ...to(route), ...asForm(credentials(route, NOBODY)) }] : pages;
}

function forAuthority(
  answers: ProbeAnswer[],
  target: ProbeTarget,
  has: (attributes: Set<string>) => boolean,
  what: string,
): Verdict | Skip {
  const cookies = [...answers, ...target.looked].flatMap(cookiesOf).filter(isAuthority);
  if (cookies.length === 0) return skip('no cookie that stands for a login was seen');
  const without = cookies.find((cookie: Cookie) => !has(new Set(cookie.attributes.keys())));
  return without ? fail(`${without.name} without ${what}`) : pass(`${cookies[0]!.name} with ${what}`);
}
