import type { ProbeAnswer, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { fail, header, pass, said, skip, statusOf } from '../expect';

const POLICIES = ['content-security-policy', 'content-security-policy-report-only'];
/** What an answer that has them must have on its errors as well. */
const EVERYWHERE = [...POLICIES, 'strict-transport-security', 'permissions-policy', 'x-frame-options'];

/** The directives of a policy by name. */
const directives = (policy: string): Map<string, string> =>
  new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name.toLowerCase(), sources.join(' ')];
    }),
  );

/** Whether other sites are kept from showing the page in a frame. */
export function refusesFrames(answer: ProbeAnswer): Verdict {
  const ancestors = directives(header(answer, 'content-security-policy')).get('frame-ancestors');
  if (ancestors !== undefined) {
    const evidence = `${statusOf(answer)}, frame-ancestors ${ancestors}`;
    return /(^|\s)(\*|https?:)(\s|$)/.test(ancestors) ? fail(evidence) : pass(evidence);
  }
  const evidence = said(answer, 'x-frame-options');
  return /^(deny|sameorigin)$/i.test(header(answer, 'x-frame-options')) ? pass(evidence) : fail(evidence);
}

/** Whether a policy says which scripts may run. */
export function limitsScripts(answer: ProbeAnswer, { answers }: ProbeTarget): Verdict {
  const enforced = answers['headers.csp'] === 'enforce' && answers['headers.helmet'] !== 'own';
  const name = (enforced ? POLICIES.slice(0, 1) : POLICIES).find((each) => header(answer, each) !== '');
  if (name === undefined) return fail(said(answer, POLICIES[0]!));
  const policy = directives(header(answer, name));
  const sources = policy.get('script-src') ?? policy.get('default-src');
  const evidence = `${statusOf(answer)}, ${name}: script-src ${sources ?? 'missing'}`;
  const anyInline = /'unsafe-inline'/.test(sources ?? '') && !/'(nonce|sha\d+)-|'strict-dynamic'/.test(sources ?? '');
  const anywhere = /(^|\s)(\*|https?:|data:)(\s|$)/.test(sources ?? '') && !/'strict-dynamic'/.test(sources ?? '');
  return sources === undefined || anyInline || anywhere ? fail(evidence) : pass(evidence);
}

/** Whether two answers have two nonces, too long to guess. */
export function freshNonces(answers: ProbeAnswer[]): Verdict | Skip {
  const nonces = answers.map(
    (answer) => /'nonce-([^']+)'/.exec(POLICIES.map((name) => header(answer, name)).join())?.[1],
  );
  const [first, second] = nonces;
  if (!first || !second) return skip('no policy of the app has a nonce');
  // 128 bits in base64, as the specification asks for.
  if (first.length < 22) return fail(`a nonce of ${first.length} characters`);
  return first === second ? fail('the same nonce twice') : pass('another nonce each time');
}

/** `preload` asks for a place in the list of browsers, which takes a year and all subdomains (hstspreload.org). */
export function staysSecure(answer: ProbeAnswer): Verdict {
  const value = header(answer, 'strict-transport-security');
  const age = Number(/max-age="?(\d+)/i.exec(value)?.[1] ?? 0);
  const rash = /preload/i.test(value) && !(age >= 31_536_000 && /includeSubDomains/i.test(value));
  const evidence = said(answer, 'strict-transport-security');
  return age > 0 && !rash ? pass(evidence) : fail(evidence);
}

/** Whether an error carries the headers of the usual answer. */
export function sameHeaders(usual: ProbeAnswer, error: ProbeAnswer): Verdict {
  const lost = EVERYWHERE.find((name) => header(usual, name) !== '' && header(error, name) === '');
  if (lost) return fail(said(error, lost));
  if (header(error, 'x-powered-by') !== '') return fail(said(error, 'x-powered-by'));
  const evidence = said(error, 'x-content-type-options');
  return header(error, 'x-content-type-options') === 'nosniff' ? pass(evidence) : fail(evidence);
}
