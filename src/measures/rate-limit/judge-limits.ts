import type { JsonObject } from '../../types';
import type { ProbeAnswer, ProbeRequest, ProbeTarget, Skip, TargetRoute, Verdict } from '../../types/proof';
import { asForm, atLogin, hasMeasure } from '../aim';
import { fail, header, isIn, pass, said, skip, statusOf } from '../expect';
import { floodOf, isWatching } from './figures';

const watching = skip('the limits only watch (rate-limit.mode=observe)');

/** How many requests must be too many; Skip where that is not known, or the limits refuse nothing. */
export const enough = (target: ProbeTarget): number | Skip => (isWatching(target) ? watching : floodOf(target));

/** Tries to log in, where the limits refuse. */
export const tries = (target: ProbeTarget, make: (route: TargetRoute) => ProbeRequest[]): ProbeRequest[] | Skip =>
  isWatching(target) ? watching : atLogin(target, make);

/** As JSON and as a form, from two clients: a login may read one of them only. */
export function inBothForms(
  body: JsonObject,
  make: (body: Pick<ProbeRequest, 'body' | 'headers'>, client: string) => ProbeRequest,
): ProbeRequest[] {
  return [make({ body }, 'json'), make(asForm(body), 'form')];
}

/** Whether further tries were refused in the form that the login reads. */
export function refusedInOneForm(answers: ProbeAnswer[], target: ProbeTarget): Verdict | Skip {
  const forms = ['json', 'form'].map((name) => answers.filter(({ request }) => request.client === name));
  const tried = forms.filter((each) => each.some(isTry));
  const limitedForm = forms.find((each) => each.some(({ status }) => status === 429));
  if (limitedForm) return refusedIn(upToLimit(limitedForm), target);
  if (tried.length === 0) return skip(`no try comes as far as the password (${statusOf(answers.at(-1)!)})`);
  return refusedIn(tried[0]!, target);
}

const upToLimit = (answers: ProbeAnswer[]): ProbeAnswer[] =>
  answers.slice(0, answers.findIndex(({ status }) => status === 429) + 1);

/** Whether the password may have been looked at: what is refused for its form, or by a check before, was none. */
const isTry = ({ status }: ProbeAnswer): boolean => status === 401 || isIn({ status }, 2, 3, 5);

/** The last of some answers must be the refusal; where the limit is ours it also says when to come back. */
function refusedIn(answers: ProbeAnswer[], target: ProbeTarget): Verdict {
  const answer = answers.at(-1)!;
  if (answer.status !== 429) return fail(`${statusOf(answer)} after ${answers.length} tries`);
  const after = header(answer, 'retry-after');
  if (after === '')
    return hasMeasure(target, 'rate-limit') ? fail(said(answer, 'retry-after')) : pass(`429 at try ${answers.length}`);
  return pass(`429 at try ${answers.length}, retry-after ${after}`);
}

/** Whether the flood is refused, whatever address it claims to come from, and nobody else is. */
export function limitsOneAddress(answers: ProbeAnswer[], target: ProbeTarget): Verdict {
  const another = answers.at(-1)!;
  const forged = answers.filter(({ request }) => request.forged !== undefined);
  const verdict = refusedIn(answers.slice(0, -1 - forged.length), target);
  if (!verdict.ok) return verdict;
  if (forged.some(({ status }) => status !== 429)) return fail('429, but not with a forged X-Forwarded-For');
  return another.status === 429 ? fail('429 for everybody else, too') : verdict;
}

/** Whether the owner of the account elsewhere, and other accounts of the address, are still let try. */
export function othersGoOn(answers: ProbeAnswer[]): Verdict | Skip {
  const [ownerJson, ownerForm, neighbourJson, neighbourForm] = answers.slice(-4);
  const limitedOne = answers.slice(0, -4).find(({ status }) => status === 429);
  if (!limitedOne) return skip('nothing was limited');
  const inForm = limitedOne.request.client === 'form';
  const [owner, neighbour] = inForm ? [ownerForm!, neighbourForm!] : [ownerJson!, neighbourJson!];
  if (owner.status === 429) return fail('429 for the account from everywhere');
  if (neighbour.status === 429) return fail('429 for all accounts of the address');
  return pass(`${statusOf(owner)} for others`);
}
