import type { State } from '@clack/core';
import {
  limitOptions,
  S_BAR,
  S_BAR_END,
  S_CHECKBOX_INACTIVE,
  S_CHECKBOX_SELECTED,
  symbol,
  unicodeOr,
} from '@clack/prompts';
import { wrap } from '../wrap';
import type { Choice, Selection } from './choices';
import type { Paint } from './screen';

interface Frame {
  message: string;
  state: State;
  selection: Selection;
  output: NodeJS.WriteStream;
  paint: Paint;
}

type Row = { heading: string } | { choice: Choice };

const KEYS = [
  'up and down: move',
  'space: choose',
  'left and right: none, all',
  '?: explain',
  'letters: filter',
  'enter: go on',
];

/** The list while it is asked for; never higher than the terminal. */
export function chooseFrame(frame: Frame): string {
  const { selection, output, paint } = frame;
  const { reached, shown, explains } = selection;
  const lines = (text: string): string[] => wrap(text, widthOf(output));
  const head = headOf(frame);
  const above = [counted(selection), ...(shown.length === 0 ? ['Nothing matches; backspace takes letters back.'] : [])];
  const explained = explains && reached ? ['', ...reached.about.flatMap(lines)] : [];
  const below = [...explained, ...lines(KEYS.join(unicodeOr(' • ', ', '))).map((line) => paint('dim', line))];
  const rows = shown.flatMap(({ title, choices }): Row[] => [
    { heading: title },
    ...choices.map((choice) => ({ choice })),
  ]);
  const list = limitOptions({
    options: rows,
    cursor: Math.max(
      0,
      rows.findIndex((row) => 'choice' in row && row.choice === reached),
    ),
    output,
    columnPadding: 3,
    rowPadding: head.length + above.length + below.length + 2,
    style: (row, active) => rowText(row, active, frame),
  });
  return [
    ...head,
    ...[...above, ...list, ...below].map((line) => besideBar(line, paint)),
    paint('dim', S_BAR_END),
  ].join('\n');
}

/** What is left of it on the screen. */
export function chosenFrame(frame: Frame): string {
  const { state, selection, output, paint } = frame;
  const names = selection.all.filter(({ value }) => selection.chosen.has(value)).map(({ label }) => label);
  const text = state === 'cancel' ? 'Cancelled' : names.join(', ') || 'None';
  return [...headOf(frame), ...wrap(text, widthOf(output)).map((line) => besideBar(paint('dim', line), paint))].join(
    '\n',
  );
}

const widthOf = ({ columns }: NodeJS.WriteStream): number => Math.max(columns, 40) - 4;

const besideBar = (line: string, paint: Paint): string => `${paint('dim', S_BAR)}  ${line}`.trimEnd();

function headOf({ message, state, output, paint }: Frame): string[] {
  const [first = '', ...rest] = wrap(message, widthOf(output));
  return [paint('dim', S_BAR), `${symbol(state)}  ${first}`, ...rest.map((line) => besideBar(line, paint))];
}

function counted({ filter, all, chosen, shown }: Selection): string {
  const matches = shown.reduce((sum, { choices }) => sum + choices.length, 0);
  const filtered = filter === '' ? '' : `, filter: ${filter} (${matches === 1 ? '1 match' : `${matches} matches`})`;
  return `${chosen.size} of ${all.length} chosen${filtered}`;
}

function rowText(row: Row, active: boolean, { selection, paint, output }: Frame): string {
  if ('heading' in row) return paint('bold', row.heading);
  const { value, label, hint } = row.choice;
  const box = selection.chosen.has(value) ? paint('good', S_CHECKBOX_SELECTED) : paint('dim', S_CHECKBOX_INACTIVE);
  const pointer = active ? unicodeOr('❯', '>') : ' ';
  const [text = ''] = wrap(
    `${label}${hint === '' ? '' : ` (${hint})`}`,
    widthOf(output) - 3 - S_CHECKBOX_SELECTED.length,
    1,
  );
  return `${paint('good', pointer)} ${box} ${active ? paint('bold', text) : text}`;
}
