import type { ProbeAnswer, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { hasMeasure } from '../aim';
import { fail, header, limited, pass, said, skip, statusOf, together } from '../expect';

export const ACAO = 'access-control-allow-origin';

/** Origins that a careless comparison takes for the listed one, or for the app's own. */
export function lookAlikes({ settings }: ProbeTarget): string[] {
  const origin = settings.allowed ?? settings.home;
  if (origin === null) return [];
  const { protocol, host } = new URL(origin);
  const others = [`${origin}.evil.example`, `${protocol}//evil${host}`, `${protocol}//evil-${host}`];
  return protocol === 'https:' ? [...others, `http://${host}`] : others;
}

/** Whom an answer allows, as evidence. */
export const allowed = (answer: ProbeAnswer): string => {
  const credentials = header(answer, 'access-control-allow-credentials') === 'true' ? ', with credentials' : '';
  return said(answer, ACAO) + (header(answer, ACAO) === '' ? '' : credentials);
};

/** Another origin than the one that asks may be named: browsers compare. */
export function allowsNobody(answer: ProbeAnswer): Verdict | Skip {
  const { origin } = answer.request.headers!;
  if (answer.status === 429) return limited;
  if (answer.status >= 500) return fail(`${statusOf(answer)} for an origin that is not listed`);
  return ['*', origin].includes(header(answer, ACAO)) ? fail(allowed(answer)) : pass(allowed(answer));
}

/** Requests in the name of a listed origin; Skip where none is known. */
export function withAllowed(target: ProbeTarget, make: (origin: string) => ProbeRequest[]): ProbeRequest[] | Skip {
  return target.settings.allowed === null ? skip('no listed origin is known') : make(target.settings.allowed);
}

/** Without the measure the app may not know the list, or have no other website. */
export function allowsListed(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  const value = header(answer, ACAO);
  if (value === target.settings.allowed || value === '*') return pass(allowed(answer));
  return hasMeasure(target, 'cors') ? fail(allowed(answer)) : skip('the app has no list of origins that we know');
}

/** Where the origin decides about the answer, every answer must say so, refusals too. */
export function keepsApart(own: ProbeAnswer, foreign: ProbeAnswer): Verdict | Skip {
  if (header(own, ACAO) === header(foreign, ACAO)) return skip('answers do not depend on the origin');
  const verdictOf = (answer: ProbeAnswer): Verdict =>
    /\borigin\b|\*/i.test(header(answer, 'vary')) ? pass(said(answer, 'vary')) : fail(said(answer, 'vary'));
  return together([own, foreign].map(verdictOf));
}
