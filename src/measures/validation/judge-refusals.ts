import type { ProbeAnswer, ProbeTarget, Seen, Skip, Verdict } from '../../types/proof';
import { hasMeasure } from '../aim';
import { fail, gaveUp, isHtml, isIn, limited, pass, skip, statusOf } from '../expect';

/** Stands in what is sent, and in no answer. */
export const MARK = 'tmprmark';

/** Whether a refusal repeats what was sent. */
export function repeats(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  if (!isIn(answer, 4)) return skip(`the request was not refused (${statusOf(answer)})`);
  if (!answer.text.includes(MARK)) return pass(`${statusOf(answer)}, no values`);
  // Some validators name the value in their JSON, where it does no harm.
  const harmless = !isHtml(answer) && !hasMeasure(target, 'validation');
  return harmless ? skip('refusals repeat values, as JSON') : fail(`${statusOf(answer)}, with the value`);
}

/** Whether it answers a request with a query. */
export const hasQuery = ({ request }: ProbeAnswer): boolean => request.path.includes('?');

/** The answer without a query, where the app has not failed by applying a schema (Express 5 has a getter for the query). */
export function usualOf({ request }: ProbeAnswer, { answers, log }: Seen): ProbeAnswer | undefined {
  if (log?.includes('which has only a getter')) return undefined;
  return answers.find((answer) => answer.request.path === request.path.split('?')[0]);
}

/** Apps without schemas may cope with a list; a schema refuses it. */
export function copes(answer: ProbeAnswer, usual: ProbeAnswer | undefined, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  if (usual && gaveUp(usual)) return skip(`such routes fail without a query as well (${statusOf(usual)})`);
  if (gaveUp(answer)) return fail(`${statusOf(answer)}, the handler failed`);
  const twice = /[?&]([^=&]+)=a&\1=b/.test(answer.request.path);
  if (isIn(answer, 2) && twice && hasMeasure(target, 'validation')) return fail(`${statusOf(answer)} for a list`);
  return pass(statusOf(answer));
}

/** Whether any schema names the field as unknown; one that was written to allow more fields does not. */
export function namesUnknown(answers: ProbeAnswer[]): Verdict | Skip {
  const accepted = answers.find((answer) => isIn(answer, 2, 5));
  if (accepted) return fail(`${statusOf(accepted)}, ${isIn(accepted, 2) ? 'accepted' : 'the handler failed'}`);
  const refused = answers.filter(({ status }) => [400, 422].includes(status));
  if (refused.length === 0) return skip(`what comes before refuses it (${statusOf(answers[0]!)})`);
  const named = refused.find(({ text }) => /unrecogni[sz]ed|unknown|not allowed|additional/i.test(text));
  return named ? pass(`${statusOf(named)}, names it`) : fail(`${statusOf(refused[0]!)}, for other fields alone`);
}
