import { covers, type Suppression, suppressionsOf } from '../../codemods/lib/suppress';
import { measures } from '../measures/index';
import { globMatcher } from '../project/globs';
import type { Finding, Ignore } from '../types';

/** Whether the project's configuration leaves a finding out. */
export function ignoredBy(ignores: readonly Ignore[]): (finding: Pick<Finding, 'rule' | 'file'>) => boolean {
  const compiled = ignores.map(({ paths, rules }) => ({ paths: paths.map(globMatcher), rules }));
  return ({ rule, file }) =>
    compiled.some(
      ({ paths, rules }) => paths.some((matches) => matches(file)) && rules.some((name) => covers(name, rule)),
    );
}

/** What is wrong with comments that suppress findings: a sentence each. */
function notesOnComments(file: string, comments: readonly Suppression[]): string[] {
  return comments.flatMap(({ line, rules, reason }) => {
    const place = `${file}:${line}`;
    if (rules.length === 0) return [`${place}: tempered-ignore-next-line names no rule, and suppresses nothing.`];
    const unknown = rules.filter((name) => !isKnown(name));
    return [
      ...(reason === null
        ? [`${place}: tempered-ignore-next-line gives no reason behind "--", and suppresses nothing.`]
        : []),
      ...unknown.map((name) => `${place}: there is no rule or measure "${name}".`),
    ];
  });
}

/** The same for the configuration. */
export const notesOnIgnores = (ignores: readonly Ignore[]): string[] =>
  ignores.flatMap(({ rules, from }) =>
    rules.filter((name) => !isKnown(name)).map((name) => `${from}: there is no rule or measure "${name}" to ignore.`),
  );

const isKnown = (name: string): boolean =>
  name === '*' ||
  measures.some(({ id, rules }) => name.replace(/\/\*$/, '') === id || rules.some((rule) => rule.id === name));

/** The comments of the files that suppress findings. */
export class Comments {
  readonly #byFile = new Map<string, Suppression[]>();

  of(path: string, text: string): Suppression[] {
    const known = this.#byFile.get(path) ?? suppressionsOf(text);
    if (known.length > 0) this.#byFile.set(path, known);
    return known;
  }

  notes(): string[] {
    return [...this.#byFile].flatMap(([path, comments]) => notesOnComments(path, comments));
  }
}
