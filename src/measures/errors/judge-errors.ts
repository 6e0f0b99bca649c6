import type { ProbeAnswer, ProbeTarget, Seen, Skip, Verdict } from '../../types/proof';
import { hasMeasure } from '../aim';
import { fail, isHtml, isIn, type Judge, limited, pass, skip, statusOf, together } from '../expect';
import { leakIn, repeatsLog } from './leaks';
import { MARK } from './odd-requests';

/** Whether the app lived through it; otherwise nothing else matters. */
export function survives(judge: Judge): Judge {
  return (seen, target) => {
    if (!seen.alive) return fail('the app ended');
    const silent = seen.answers.find(({ status, request }) => status === 0 && !isSilent(request.path, target));
    if (silent) return fail(`no answer to ${silent.request.method ?? 'GET'} ${silent.request.path}`);
    const answers = seen.answers.filter(({ status }) => status !== 0);
    return answers.length > 0 ? judge({ ...seen, answers }, target) : skip('nothing was answered');
  };
}

/** Whether the path got no answer when the app was looked at, either: what it needs may be away. */
function isSilent(path: string, { looked }: ProbeTarget): boolean {
  const [usual] = path.split('?');
  return looked.some(({ status, request }) => status === 0 && request.path === usual);
}

/** No error tells about the inside; `rule` may find more that is wrong with one. */
export function saysNothing(rule: (answer: ProbeAnswer, target: ProbeTarget) => Verdict | null): Judge {
  return ({ answers, log }, target) => {
    // An error is better evidence than an answer that is none.
    const [errors, others] = [answers.filter(isError), answers.filter((answer) => !isError(answer))];
    return together(
      [...errors, ...others].map(
        (answer) =>
          (isError(answer) ? leaked(answer, log) : null) ??
          rule(answer, target) ??
          pass(`${statusOf(answer)}, no details`),
      ),
    );
  };
}

const isError = ({ status }: ProbeAnswer): boolean => status >= 400;

function leaked(answer: ProbeAnswer, log: Seen['log']): Verdict | null {
  const what =
    leakIn(answer.text) ?? (answer.status >= 500 && repeatsLog(answer.text, log ?? '') ? 'its message' : null);
  return what === null ? null : fail(`${statusOf(answer)}, with ${what}`);
}

/** What is wrong with an answer to a body that cannot be parsed, beside what it tells. */
export function refusesMalformed(answer: ProbeAnswer, target: ProbeTarget): Verdict | null {
  if (answersErrors(target) && isIn(answer, 2) && /^\s*\{"error"/.test(answer.text)) {
    return fail(`${statusOf(answer)}, as if all was well`);
  }
  if (isIn(answer, 5)) return fail(`${statusOf(answer)} for a body that cannot be parsed`);
  return answer.text.includes(MARK) ? fail(`${statusOf(answer)}, with a part of the body`) : null;
}

/** Express itself repeats the address as text; that is the app's own business where it answers errors itself. */
export function repeatsNothing(answer: ProbeAnswer, target: ProbeTarget): Verdict | Skip {
  if (answer.status === 429) return limited;
  const repeated = isHtml(answer) && answer.text.includes(MARK);
  if (!repeated) return pass(`${statusOf(answer)}, not repeated`);
  if (answer.text.includes(`<${MARK}`)) return fail(`${statusOf(answer)}, as markup`);
  if (isIn(answer, 2, 3)) return skip('unknown paths are answered with a page');
  const own = hasMeasure(target, 'errors') && !answersErrors(target);
  return own
    ? skip('the app answers missing pages itself, with the address as text')
    : fail(`${statusOf(answer)}, repeated`);
}

/** Whether the generated handler answers what fails, and not one of the app's own. */
const answersErrors = (target: ProbeTarget): boolean =>
  hasMeasure(target, 'errors') && target.answers['errors.handler'] !== 'own';

/** An app may keep its log elsewhere; the generated handler writes to its output. */
export function leavesTrace({ answers, log }: Seen, target: ProbeTarget): Verdict | Skip {
  const failed = answers.find((answer) => isIn(answer, 5));
  if (log === null) return skip('the log of the app is not ours to see');
  if (!failed) return skip('nothing made it fail');
  if (/error|exception|fail/i.test(log)) return pass(`${statusOf(failed)}, in the log`);
  return answersErrors(target) ? fail(`${statusOf(failed)}, not in the log`) : skip('its output has no log of errors');
}
