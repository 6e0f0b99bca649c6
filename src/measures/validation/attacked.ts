import type { FieldRead } from '../../types';
import type { ProbeAnswer, ProbeRequest, ProbeTarget, Skip, TargetRoute, Verdict } from '../../types/proof';
import { checkedRoutes, credentials, hasMeasure, loginOf, NOBODY, readingRoutes, to } from '../aim';
import { fail, gaveUp, header, isIn, limited, pass, said, skip, statusOf } from '../expect';

/** Enough to see what an app does, few enough to be quick. */
const MOST = 8;

/** Fields for which an object or a list is certainly wrong. */
export const typed = (fields: readonly FieldRead[]): FieldRead[] => fields.filter(({ type }) => type !== 'unknown');

/**
 * Routes whose body must be refused when its types are wrong: a login, routes that check it by themselves, and where the
 * measure is in place all others for which it writes a schema.
 */
export function strictRoutes(target: ProbeTarget): TargetRoute[] {
  const promised = hasMeasure(target, 'validation') ? target.routes.filter(wantsSchema) : [];
  const others = new Set([...checkedRoutes(target), ...promised]);
  const attacked = [...others].filter(({ auth, reads }) => auth !== 'login' && typed(reads.body).length > 0);
  return [loginOf(target) ?? [], attacked].flat().slice(0, MOST);
}

/** Without a schema it fails for a wrong type, and so stores nothing of the attack. */
const wantsSchema = ({ method, reads }: TargetRoute): boolean =>
  /^(POST|PUT|PATCH|ALL)$/.test(method) &&
  !reads.whole.includes('body') &&
  reads.body.some(({ type, required }) => type === 'string' && required);

/** Routes that only read, with a query that is text by what their handlers do with it. */
export const queryRoutes = (target: ProbeTarget): TargetRoute[] =>
  readingRoutes(target)
    .filter(({ reads }) => typed(reads.query).length > 0)
    .slice(0, MOST);

/** A login with a password that is wrong: what others are compared with. */
export const wrongLogin = (route: TargetRoute): ProbeRequest => ({ ...to(route), body: credentials(route, NOBODY) });

/** Whether an answer is as good as a refusal: it is one, or it is what a wrong password gets. */
export function refusedLogin(answer: ProbeAnswer, wrong: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  if (isIn(answer, 4)) return pass(`${statusOf(answer)}, refused`);
  // Its database may be away.
  if (gaveUp(wrong)) return skip(`the login fails for a wrong password as well (${statusOf(wrong)})`);
  if (gaveUp(answer)) return fail(`${statusOf(answer)}, the handler failed`);
  const same = answer.status === wrong.status && header(answer, 'location') === header(wrong, 'location');
  return same ? pass(`${statusOf(answer)}, as for a wrong password`) : fail(`${statusOf(answer)}, let in`);
}

/** Whether a request with the wrong types was refused for them; somebody who must log in first comes no further. */
export function refusedForm(answer: ProbeAnswer): Verdict | Skip {
  if (answer.status === 429) return limited;
  if ([400, 409, 413, 415, 422].includes(answer.status)) return pass(`${statusOf(answer)}, refused`);
  if (isIn(answer, 4) || isIn(answer, 3)) return skip(`what comes before refuses it (${said(answer)})`);
  return fail(isIn(answer, 2) ? `${statusOf(answer)}, accepted` : `${statusOf(answer)}, the handler failed`);
}
