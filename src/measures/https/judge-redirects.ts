import type { ProbeAnswer, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { fail, header, isIn, type Judge, limited, pass, said, skip, statusOf } from '../expect';

export const EVIL = 'evil.example';

/** Where the app is reached over https must be known to it before it can lead there. */
export function withHome(judge: Judge): Judge {
  return (seen, target) =>
    target.settings.home?.startsWith('https:')
      ? judge(seen, target)
      : skip('the app is not told by which https address it is reached');
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

/** Whether a visit over plain http goes on over https, or nowhere. */
export function movesOn(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  const to = leadsTo(answer);
  if (to) return to.protocol === 'https:' ? pass(said(answer, 'location')) : fail(said(answer, 'location'));
  // Refused: forbidden, misdirected, upgrade required.
  if ([403, 421, 426].includes(answer.status)) return pass(`${statusOf(answer)}, refused`);
  return isIn(answer, 4) ? fail(`${statusOf(answer)}, in clear`) : fail(`${statusOf(answer)}, answered in clear`);
}

/** Whether path and query are kept on the way. */
export function keepsPath(answer: ProbeAnswer): Verdict | Skip {
  const to = leadsTo(answer);
  if (to?.protocol !== 'https:') return skip('unknown paths are not redirected');
  return to.pathname + to.search === answer.request.path
    ? pass(said(answer, 'location'))
    : fail(`${statusOf(answer)}, the path is lost: ${header(answer, 'location')}`);
}

/** Whether a redirect, if it is one, does not lead to the attacker. */
export function staysHere(answer: ProbeAnswer): Verdict {
  const to = leadsTo(answer);
  if (!to) return pass(`${statusOf(answer)}, no redirect`);
  return to.hostname.endsWith(EVIL) ? fail(said(answer, 'location')) : pass(said(answer, 'location'));
}

/** A target that is pasted behind the host's name makes another name of it: `app.example.comhttp://…` */
export function sameHost(usual: ProbeAnswer, answer: ProbeAnswer, target: ProbeTarget): Verdict {
  const verdict = staysHere(answer);
  const to = leadsTo(answer);
  const known = [leadsTo(usual)?.host, 'this.invalid', target.settings.home && new URL(target.settings.home).host];
  if (!verdict.ok || !to || leadsTo(usual) === null) return verdict;
  return known.includes(to.host) ? verdict : fail(said(answer, 'location'));
}

/** Whether a form over plain http is refused, and for that reason. */
export function refusesPlain(plain: ProbeAnswer, secure: ProbeAnswer): Verdict | Skip {
  if (plain.status === 429) return limited;
  if (isIn(plain, 3)) return fail(said(plain, 'location'));
  if (plain.status !== secure.status) {
    return isIn(plain, 4) ? pass(`${statusOf(plain)}, refused`) : fail(`${statusOf(plain)}, answered in clear`);
  }
  if (plain.status === 403) return skip('such a form is refused over https as well (403)');
  return fail(`${statusOf(plain)}, as over https`);
}
