import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { positionOf } from './text';
import { isFunction, shownAt } from './walk';

const MARK = 'tempered-ignore-next-line';
/**
 * `// tempered-ignore-next-line cors/any-origin -- public read-only API`: rules, or measures, with commas between; what
 * stands behind `--` is the reason, and without one nothing is suppressed. In the comments of templates and of YAML as well;
 * in texts, and in comments that only quote it, it is none.
 */
const COMMENT =
  /(?:^(?:\s*\*)?|(?<!`)\/\/-?|\/\*+|#|<!--|<%#|\{\{!(?:--)?)\s*tempered-ignore-next-line(?:[ \t]+([\w*][\w/*-]*(?:[ \t]*,[ \t]*[\w*][\w/*-]*)*))?(?:[ \t]+--[ \t]*(\S[^\n]*))?/;
/** How comments begin and end in JavaScript, JSX, HTML, EJS, Handlebars and Nunjucks. */
const BLOCKS: [open: string, close: string][] = [
  ['/*', '*/'],
  ['<!--', '-->'],
  ['<%#', '%>'],
  ['{{!', '}}'],
  ['{#', '#}'],
];
const CLOSING = /\s*(?:\*\/\}?|-->|-?%>|(?:--)?\}\}|#\}).*$/;
const ONLY_COMMENT =
  /^\s*(?:\/\/.*|#(?:\s.*)?|\*.*|\{?\/\*.*\*\/\}?\s*|<!--.*-->\s*|<%#.*%>\s*|\{\{!.*\}\}\s*|\{#.*#\}\s*|-->\s*|%>\s*|--\}\}\s*)?$/;

export interface Suppression {
  /** 1-based: the line of the comment, and the next one that is more than a comment. */
  line: number;
  target: number;
  /** Rules or measures; none where it names none. */
  rules: string[];
  /** Null where none is given. */
  reason: string | null;
}

/** The comments of a file that suppress findings. */
export function suppressionsOf(text: string): Suppression[] {
  if (!text.includes(MARK)) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((content, index): Suppression[] => {
    const match = COMMENT.exec(content);
    if (!match) return [];
    const rules = match[1]?.split(/\s*,\s*/) ?? [];
    const reason = match[2]?.replace(CLOSING, '').trim() || null;
    return [{ line: index + 1, target: lineBehind(lines, index) + 1, rules, reason }];
  });
}

/** The first line behind a comment, and behind others that follow it: a linter's, say. */
function lineBehind(lines: readonly string[], index: number): number {
  const [before = '', after = ''] = lines[index]!.split(MARK);
  const opened = BLOCKS.filter(([open]) => before.includes(open)).at(-1);
  let at = index;
  if (opened && !after.includes(opened[1])) while (at < lines.length && !lines[at]!.includes(opened[1])) at += 1;
  do at += 1;
  while (at < lines.length && ONLY_COMMENT.test(lines[at]!));
  return at;
}

/** Whether a comment before one of the lines suppresses findings of the rule. */
export const isSuppressed = (suppressions: readonly Suppression[], rule: string, lines: readonly number[]): boolean =>
  suppressions.some(
    ({ target, rules, reason }) =>
      reason !== null && lines.includes(target) && rules.some((name) => covers(name, rule)),
  );

/** Whether a name stands for the rule: its own, its measure's, or `*` for all rules. */
export const covers = (name: string, rule: string): boolean =>
  name === '*' || name === rule || name.replace(/\/\*$/, '') === rule.split('/')[0];

/** The lines a comment may stand before: the one where the node is shown, and the one where its statement begins. */
export function suppressibleLines({ text, scopes }: Module, node: Node): number[] {
  let around: Node | undefined = node;
  while (around && !isStatement(around)) around = scopes.parents.get(around);
  const starts = [shownAt(node).start!, ...(around && !isFunction(around) ? [around.start!] : [])];
  return starts.map((start) => positionOf(text, start).line);
}

const isStatement = ({ type }: Node): boolean =>
  (type.endsWith('Statement') && type !== 'BlockStatement') ||
  type.endsWith('Declaration') ||
  type === 'ClassProperty' ||
  type === 'ClassMethod';
