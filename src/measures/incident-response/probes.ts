import type { HttpProbe, ProbeAnswer, ProbeMeta, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { hasMeasure } from '../aim';
import { each, fail, header, pass, skip, statusOf } from '../expect';

const YEAR = 366 * 24 * 60 * 60 * 1000;

export const incidentResponseProbes: (ProbeMeta & HttpProbe)[] = [
  {
    kind: 'http',
    risk: 'safe',
    id: 'incident-response/security-txt',
    attack: 'Look for whom to tell about a hole',
    proves: 'security.txt names somebody to write to, and has not expired.',
    cwe: 'CWE-1059',
    reference: 'https://www.rfc-editor.org/rfc/rfc9116#section-2.5.5',
    client: true,
    requests: () => [{ path: '/.well-known/security.txt' }],
    judge: each(isCurrent),
  },
];

/** What the RFC demands: plain text over https with somebody to write to, and an end that is less than a year off. */
function isCurrent(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  const { status, text } = answer;
  if (status !== 200) {
    const isPromised = hasMeasure(target, 'incident-response') && Boolean(target.answers['incident-response.contact']);
    return isPromised ? fail(`${statusOf(answer)}, no security.txt`) : skip('the app names nobody in a security.txt');
  }
  const type = header(answer, 'content-type');
  // An app of one page answers every path with it.
  if (/html/.test(type)) return skip('a page is shown instead of security.txt');
  if (!/^text\/plain\b/.test(type)) return fail(`200, ${type || 'no content-type'}`);
  if (!/^Contact: *(mailto:|https:|tel:)\S+\s*$/im.test(text)) return fail('200, names no contact');
  const expires = Date.parse(/^Expires: *(\S+)\s*$/im.exec(text)?.[1] ?? '');
  if (Number.isNaN(expires)) return fail('200, does not say when it expires');
  if (expires <= Date.now()) return fail('200, has expired');
  return expires - Date.now() > YEAR
    ? fail('200, expires in more than a year')
    : pass('200 text/plain, with a contact');
}
