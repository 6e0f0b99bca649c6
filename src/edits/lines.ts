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
  const added = missing.flatMap((line) => line.text.split(/\r?\n/)).join(eol);
  if (text === null || text === '' || text === '\uFEFF') return `${text ?? ''}${added}${eol}`;
  return text.endsWith('\n') ? `${text}${added}${eol}` : `${text}${eol}${added}`;
}

/**
 * The text without those of the lines that stand in it as they were added, or null where none does. An empty line goes
 * with the one that it was added in front of.
 */
export function dropLines(text: string, lines: readonly Line[]): string | null {
  const texts = lines.map((line) => line.text.split(/\r?\n/));
  const unwanted = new Set(texts.flat().filter((each) => each !== ''));
  const apart = new Set(texts.filter(([first]) => first === '').map(([, second]) => second));
  const all = text.split(/(?<=\n)/);
  const kept = all.filter(
    (line, at) => !unwanted.has(line.trimEnd()) && !(line.trim() === '' && apart.has(all[at + 1]?.trimEnd())),
  );
  return kept.length === all.length ? null : kept.join('');
}

function isPresent({ text, key }: Line, present: string[]): boolean {
  if (key === undefined) return present.some((line) => line.trimEnd() === text.trimEnd());
  const pattern = new RegExp(`^\\s*(?:(?:#|;|//)\\s*)?(?:export\\s+)?${escapeRegExp(key)}\\s*(?:[=:]|$)`);
  return present.some((line) => pattern.test(line));
}
