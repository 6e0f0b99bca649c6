import { escapeRegExp } from '../../codemods/lib/text';
import type { Line } from '../types';

/**
 * The text with the missing ones of `lines` appended, or null where none is missing. A line is there when the text has
 * it, or has its `key` at the start of a line, commented out or not: `PORT` stands in `PORT=`, `# PORT=` and
 * `export PORT=`. The text's line ends are kept, and so is whether it ends in one. Lines that share a key are added
 * together. A text of null stands for a file that does not exist.
 */
export function ensureLines(text: string | null, lines: Line[]): string | null {
  const present = (text ?? '').replace(/^\uFEFF/, '').split(/\r?\n/);
  const missing = lines.filter((line) => !isPresent(line, present));
  if (missing.length === 0) return null;
  const eol = /\r?\n/.exec(text ?? '')?.[0] ?? '\n';
  const added = missing.flatMap(partsOf).join(eol);
  if (text === null || text === '' || text === '\uFEFF') return `${text ?? ''}${added}${eol}`;
  return text.endsWith('\n') ? `${text}${added}${eol}` : `${text}${eol}${added}`;
}

/**
 * The text without those of the lines that stand in it as they were added, or null where none does: lines that share a
 * key go together, or not at all. An empty line goes with the one that it was added in front of. Whether the text ends in a
 * line end is kept.
 */
export function dropLines(text: string, lines: readonly Line[]): string | null {
  const all = text.split(/(?<=\n)/);
  const standing = new Set(all.map((line) => line.trimEnd()));
  const stands = (line: Line): boolean => partsOf(line).every((each) => each === '' || standing.has(each));
  const together = ({ key }: Line): readonly Line[] =>
    key === undefined ? [] : lines.filter((other) => other.key === key);
  const added = lines.filter((line) => stands(line) && together(line).every(stands)).map(partsOf);
  const unwanted = new Set(added.flat().filter((each) => each !== ''));
  const apart = new Set(added.filter(([first]) => first === '').map(([, second]) => second));
  const kept = all.filter(
    (line, at) => !unwanted.has(line.trimEnd()) && !(line.trim() === '' && apart.has(all[at + 1]?.trimEnd())),
  );
  if (kept.length === all.length) return null;
  const rest = kept.join('');
  return text.endsWith('\n') ? rest : rest.replace(/\r?\n$/, '');
}

const partsOf = ({ text }: Line): string[] => text.split(/\r?\n/);

function isPresent({ text, key }: Line, present: string[]): boolean {
  if (key === undefined) return present.some((line) => line.trimEnd() === text.trimEnd());
  const pattern = new RegExp(`^\\s*(?:(?:#|;|//)\\s*)?(?:export\\s+)?${escapeRegExp(key)}\\s*(?:[=:]|$)`);
  return present.some((line) => pattern.test(line));
}
