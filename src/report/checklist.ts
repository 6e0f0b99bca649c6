import type { Checklist, ChecklistEntry } from '../types';
import { columns, wrap } from '../wrap';

type Paint = (style: string, text: string) => string;

const STATES: Record<ChecklistEntry['state'], [text: string, style: string]> = {
  met: ['met', 'good'],
  'not-met': ['NOT MET', 'high'],
  'not-applicable': ['does not apply', 'dim'],
};
const STATE_WIDTH = Math.max(...Object.values(STATES).map(([text]) => text.length));

/** The lines of the checklist for people, with what breaks each, and the score; empty where no line was looked at. */
export function checklistText({ entries, score }: Checklist, paint: Paint, width = Infinity): string {
  if (entries.length === 0) return '';
  const lines = entries.flatMap((entry) => linesOf(entry, paint, width));
  return `${[paint('bold', titleOf(entries, score)), ...lines].join('\n')}\n`;
}

/** `Checklist: 7 of 11 met. Score: 63 of 100.` */
function titleOf(entries: readonly ChecklistEntry[], score: number | null): string {
  const applying = entries.filter(({ state }) => state !== 'not-applicable');
  const met = applying.filter(({ state }) => state === 'met').length;
  return `Checklist: ${met} of ${applying.length} met.${score === null ? '' : ` Score: ${score} of 100.`}`;
}

function linesOf({ title, state, findings }: ChecklistEntry, paint: Paint, width: number): string[] {
  const [text, style] = STATES[state];
  const first = `  ${paint(style, text.padEnd(STATE_WIDTH))}  ${title}`;
  const broken = findings.map(({ rule, count }) => (count > 1 ? `${rule} (${count})` : rule)).join(', ');
  if (broken === '') return [first];
  const indent = ' '.repeat(STATE_WIDTH + 4);
  if (STATE_WIDTH + columns(title + broken) + 6 <= width) return [`${first}  ${paint('dim', broken)}`];
  return [first, ...wrap(broken, Math.max(width, 40) - indent.length).map((line) => indent + paint('dim', line))];
}
