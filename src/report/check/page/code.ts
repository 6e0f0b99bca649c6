import { posix } from 'node:path';
import type { Fix, LineEdit } from '../../../types/fix';
import { html, type Markup } from '../../page/markup';
import type { CheckFinding, CheckPart } from '../model';

/** Lines around the one that a finding is about. */
const AROUND = 2;
/** Of a finding that spans many lines, so many are shown. */
const MOST_LINES = 4;
/** Columns of a line, as in a file that was made by a bundler. */
const LONGEST = 240;

/** The place of a finding in its code; null where it is about no place in a file of today. */
export function frame(
  { file, line, column, endLine, start, end, fingerprint }: CheckFinding,
  part: CheckPart,
): Markup | null {
  const text = start === end || fingerprint !== undefined ? null : part.read(file);
  if (text === null) return null;
  const exact = text.split('\n');
  const shown = part.mask(text).split('\n');
  let [from, to] = [
    Math.max(1, line - AROUND),
    Math.min(exact.length, Math.min(endLine, line + MOST_LINES - 1) + AROUND),
  ];
  const isEmpty = (number: number): boolean => (exact[number - 1] ?? '').trim() === '';
  while (from < line && isEmpty(from)) from += 1;
  while (to > line && isEmpty(to)) to -= 1;
  const length = endLine === line ? end - start : Infinity;
  const indent = sharedIndent(exact.slice(from - 1, to));
  const lines = Array.from({ length: to - from + 1 }, (_, index) => {
    const number = from + index;
    const content = (shown[number - 1] ?? '').slice(indent).trimEnd();
    if (number !== line) return row(number, cut(content));
    // Where something is masked, columns are others.
    const isExact = content === (exact[number - 1] ?? '').slice(indent).trimEnd();
    return row(
      number,
      isExact ? marked(content, column - 1 - indent, length) : html`<mark>${cut(content)}</mark>`,
      true,
    );
  });
  return html`<pre class="frame">${lines}</pre>`;
}

/** How many blanks all lines begin with: a phone has no room for them. */
function sharedIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0]);
  const [first = '', ...others] = indents;
  const isShared = (length: number): boolean => others.every((each) => each.startsWith(first.slice(0, length)));
  let length = first.length;
  while (!isShared(length)) length -= 1;
  return length;
}

function marked(line: string, at: number, length: number): Markup {
  const begin = Math.max(0, at - LONGEST / 2);
  const end = Math.min(line.length, at + Math.min(length, LONGEST / 2));
  const before = (begin > 0 ? '…' : '') + visible(line.slice(begin, at));
  return html`${before}<mark>${visible(line.slice(at, end))}</mark>${cut(line.slice(end), LONGEST / 2)}`;
}

/** What `harden` would write into a file, line for line, or what it would add. */
export function change({ edits, alone, adds }: Fix, file: string, part: CheckPart): Markup {
  if (adds) return added(adds, part);
  // Masked as a whole: a secret may span lines.
  const shown = part.mask(part.read(file) ?? '').split('\n');
  const indent = sharedIndent(edits.flatMap(({ removed, added }) => [...removed, ...added]));
  const content = (line: string): string => cut(line.slice(indent).trimEnd());
  const lines = edits.flatMap(({ line, removed, added }: LineEdit) => [
    ...removed.map((_, index) => {
      const text = content(shown[line - 1 + index] ?? '');
      return html`<del class="row"><i>${line + index}</i><span class="sign">− </span>${text}${'\n'}</del>`;
    }),
    ...part
      .mask(added.join('\n'))
      .split('\n')
      .map((text) => html`<ins class="row"><i></i><span class="sign">+ </span>${content(text)}${'\n'}</ins>`),
  ]);
  const beyond = alone ? '' : ', beside what it adds elsewhere';
  return html`<figure class="change">
    <figcaption>What <code>tempered harden</code> would write here${beyond}</figcaption>
    <pre class="frame">${lines}</pre>
  </figure>`;
}

/** So many files are named. */
const MOST_FILES = 5;

function added({ files, packages }: NonNullable<Fix['adds']>, { directory }: CheckPart): Markup {
  const named = [...files.slice(0, MOST_FILES).map((file) => posix.join(directory, file)), ...packages];
  const codes = named.map((name, index) => html`${index === 0 ? ' ' : ', '}<code>${name}</code>`);
  const more = files.length - MOST_FILES;
  return html`<p class="adds">
    <code>tempered harden</code> would add${codes}${more > 0 ? `, and ${more} more files` : ''}
  </p>`;
}

const row = (number: number, content: Markup | string, isPlace = false): Markup =>
  html`<span class="${isPlace ? 'row here' : 'row'}"><i>${number}</i>${content}${'\n'}</span>`;

const cut = (line: string, longest = LONGEST): string => {
  const text = visible(line);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

/** Marks that turn the direction of writing would show code as what it is not. */
const visible = (text: string): string => text.replace(/[^\P{C}\t]/gu, '?');
