import type { ProbeAnswer, ProbeRequest, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { readingRoutes } from '../aim';
import { fail, isIn, limited, pass, skip, statusOf, together } from '../expect';

/** No id is like this; the second would be true for every row in the words of SQL. */
const NONE = 'zz-none-7';
const SQL = "1'%20OR%20'1'='1";

/** Three requests for each route that looks something up by an id: as it is, with an id that is none, and with SQL in it. */
export function askForNone(target: ProbeTarget): ProbeRequest[] | Skip {
  const triples = readingRoutes(target).flatMap(({ path, pattern }) => {
    const [none, sql] = [NONE, SQL].map((value) => withId(path, pattern, value));
    return none && sql ? [[path, none, sql]] : [];
  });
  if (triples.length === 0) return skip('no route looks something up by an id');
  return triples
    .slice(0, 4)
    .flat()
    .map((path) => ({ path }));
}

/** The path with another value in the place of its first id; null without one. */
function withId(path: string, pattern: string, value: string): string | null {
  const [parts, names] = [path.split('/'), pattern.split('/')];
  const at = names.findIndex((name) => /^:(id|_id|\w*Id|\w*_id|uuid|number|no)\b/.test(name));
  if (at < 0 || parts.length !== names.length) return null;
  return parts.with(at, value).join('/');
}

/** Whether ids that are none find nothing, and make nothing fail. */
export function judgeIds(answers: ProbeAnswer[]): Verdict | Skip {
  const verdicts: (Verdict | Skip)[] = [];
  for (let at = 0; at + 2 < answers.length; at += 3) {
    verdicts.push(judgeTriple(answers[at]!, answers[at + 1]!, answers[at + 2]!));
  }
  return together(verdicts);
}

function judgeTriple(usual: ProbeAnswer, none: ProbeAnswer, sql: ProbeAnswer): Verdict | Skip {
  if ([usual, none, sql].some(({ status }) => status === 429)) return limited;
  if (isIn(usual, 5)) return skip(`such routes fail for any id (${statusOf(usual)})`);
  if ([401, 403].includes(none.status)) return skip('such routes want a login first');
  const failed = [none, sql].find((answer) => isIn(answer, 5));
  if (failed) return fail(`${statusOf(failed)} for an id that is none`);
  if (isIn(sql, 2) && !isIn(none, 2)) return fail(`${statusOf(sql)} for an id with SQL in it`);
  // Routes may take any text for an id, and say that there is nothing with status 200.
  if (isIn(none, 2)) return skip('such routes answer 200 for any id');
  return pass(`${statusOf(none)}, refused`);
}
