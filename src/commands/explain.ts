import { UserError } from '../errors';
import { measures } from '../measures/index';
import { explainMeasure } from '../report/explain/measure';
import type { Page } from '../report/explain/print';
import { explainRule } from '../report/explain/rule';
import { createScreen, type Io } from '../ui/screen';
import { widthOf } from './output';
import { docsPage } from './rule-pages';

/** Prints what a rule or a measure is about: its page. UserError 2 where there is none of that name. */
export async function explain(name: string, io: Io): Promise<number> {
  const { write, paint } = createScreen(io.stdout, io.env);
  const page: Page = { width: Math.min(100, Math.max(60, widthOf(io))), paint };
  const measure = measures.find(({ id }) => id === name || name.startsWith(`${id}/`));
  const rule = measure?.rules.find(({ id }) => id === name);
  if (measure && rule) write(explainRule(rule, measure, await docsPage(`rules/${rule.id}`), page));
  else if (measure?.id === name) write(explainMeasure(measure, await docsPage(`measures/${name}`), page));
  else throw unknown(name);
  return 0;
}

function unknown(name: string): UserError {
  return new UserError(
    `There is no rule or measure "${name}".`,
    `Nearest are: ${nearest(name).join(', ')}. \`tempered check\` names the rules it found.`,
    2,
  );
}

/** The five rules and measures whose names are most like one, or that speak of it. */
function nearest(name: string): string[] {
  const known = measures.flatMap(({ id, meta, rules }) => [
    { id, about: `${meta.title} ${meta.summary}` },
    ...rules.map((rule) => ({ id: rule.id, about: rule.summary })),
  ]);
  const away = ({ id, about }: (typeof known)[number]): number => {
    if (id.includes(name)) return 0;
    if (name.length > 2 && about.toLowerCase().includes(name.toLowerCase())) return 1;
    return Math.min(distance(name, id), ...id.split('/').map((part) => distance(name, part) + 1));
  };
  return known
    .map((each) => ({ id: each.id, away: away(each) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 5)
    .map(({ id }) => id);
}

/** How many letters have to be added, taken out or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++)
      next.push(Math.min(row[j]! + (from[i] === to[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    row = next;
  }
  return row[to.length]!;
}
