import { hanging, wrap } from '../wrap';
import type { Manual } from '../types';
import { inOneLine, withoutControls, type Paint, type Screen } from './screen';

/** What a run tells at its end; an empty part is left out. */
export interface Summary {
  /** What was done, a line each. */
  done: string[];
  /** What was assumed and should be looked at. */
  check: string[];
  /** What could not be placed safely. */
  manual: Manual[];
  /** What to do next, in order. */
  next: string[];
}

/** Prints the summary of a run. The caller masks secrets in what it passes. */
export function printSummary(
  { write, paint, columns = Infinity }: Screen,
  { done, check, manual, next }: Summary,
): void {
  const width = Math.max(columns, 40);
  const parts = [
    section(
      'Done',
      done.flatMap((line) => wrap(inOneLine(line), width - 2)),
      paint,
    ),
    section(
      'Check this',
      check.flatMap((line) => hanging('- ', inOneLine(line), width - 2)),
      paint,
    ),
    section(
      'Left to you',
      alike(manual).flatMap((items) => manualLines(items, paint, width)),
      paint,
    ),
    section(
      'Next',
      next.flatMap((line, at) => nextLines(`${at + 1}. `, inOneLine(line), width - 2)),
      paint,
    ),
  ];
  write(parts.filter((part) => part !== '').join('\n'));
}

/** A command behind a colon stays in its line, to be copied. */
const nextLines = (number: string, text: string, width: number): string[] =>
  text.includes(': ') ? [number + text] : hanging(number, text, width);

function section(title: string, lines: string[], paint: Paint): string {
  if (lines.length === 0) return '';
  return `${paint('bold', title)}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
}

/** What is to be done in the same way in several places is said once. */
function alike(manual: readonly Manual[]): Manual[][] {
  const groups = new Map<string, Manual[]>();
  for (const item of manual) {
    const key = JSON.stringify([item.measure, item.reason, item.snippet]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

const PLACES = 5;

function manualLines(items: readonly Manual[], paint: Paint, width: number): string[] {
  const { measure, reason, snippet } = items[0]!;
  const all = [...new Set(items.map(({ file, line }) => placeOf(file, line)))];
  const places = all.slice(0, PLACES).map((place) => paint('bold', place));
  const more = all.length > PLACES ? `, and ${all.length - PLACES} more` : '';
  const code = snippet === null ? [] : withoutControls(snippet).trimEnd().split('\n');
  const indented = [...wrap(inOneLine(reason), width - 4), ...code.map((text) => `  ${text}`)].map(
    (text) => `  ${text}`,
  );
  return [`${places.join(', ')}${more} ${paint('dim', measure)}`, ...indented];
}

const placeOf = (file: string, line: number | null): string => inOneLine(line === null ? file : `${file}:${line}`);
