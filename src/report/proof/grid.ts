import { columns, pad, wrap } from '../../wrap';

export type Style = 'bold' | 'dim' | 'good' | 'high';

export interface Cell {
  /** Stands before the text, on its own where the text has several lines. */
  mark: string;
  style: Style | null;
  text: string;
}

export interface GridOptions {
  width: number;
  paint: (style: Style, text: string) => string;
}

const GAP = 2;
/** What does not fit into so many lines is cut short. */
const MOST_LINES = 3;
/** A column is not narrower than this, however many there are. */
const LEAST = 8;

/** Rows in columns that share the width, under a header, in groups with a title (or `''`). */
export function grid(
  header: string[],
  groups: [title: string, rows: Cell[][]][],
  { width, paint }: GridOptions,
): string {
  const rows = groups.flatMap(([, of]) => of);
  const indent = groups.some(([title]) => title !== '') ? GAP : 0;
  const natural = header.map((title, at) => {
    return Math.max(columns(title), ...rows.map((row) => (row[at] ? columns(marked(row[at])) : 0)));
  });
  const widths = share(natural, width - indent - GAP * (header.length - 1));
  const gap = ' '.repeat(GAP);
  const total = indent + widths.reduce((sum, each) => sum + each + GAP, -GAP);
  const line = (texts: string[], first = ' '.repeat(indent)) => (first + texts.join(gap)).trimEnd();
  const body = groups.flatMap(([title, of]) => [
    ...(title === '' ? [] : [paint('bold', title)]),
    ...of.flatMap((row) => cellLines(row, widths, paint).map((texts) => line(texts))),
  ]);
  const [first = '', ...others] = header.map((title, at) => pad(title, (widths[at] ?? 0) + (at === 0 ? indent : 0)));
  return [paint('bold', line([first, ...others], '')), '─'.repeat(total), ...body].join('\n');
}

/** The lines of one row, each as texts of the columns' widths. */
function cellLines(row: Cell[], widths: number[], paint: GridOptions['paint']): string[][] {
  const wrapped = row.map(({ mark, text }, at) => {
    const hang = mark === '' ? '' : `${mark} `;
    return wrap(text, (widths[at] ?? 0) - columns(hang), MOST_LINES).map((part, index) => {
      return (index === 0 ? hang : ' '.repeat(columns(hang))) + part;
    });
  });
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    row.map(({ style }, at) => {
      const text = wrapped[at]?.[index] ?? '';
      return (
        (style && text !== '' ? paint(style, text) : text) + ' '.repeat(Math.max(0, (widths[at] ?? 0) - columns(text)))
      );
    }),
  );
}

function marked({ mark, text }: Cell): string {
  return mark === '' ? text : `${mark} ${text}`;
}

/** Each column gets what it needs; where that is too much together, the wide ones share what is left evenly. */
function share(natural: number[], available: number): number[] {
  const widths = natural.map(() => 0);
  const open = natural.map((need, at) => ({ need, at })).sort((a, b) => a.need - b.need);
  let left = available;
  for (const [index, { need, at }] of open.entries()) {
    const width = Math.min(need, Math.floor(left / (open.length - index)));
    widths[at] = Math.max(width, Math.min(need, LEAST));
    left -= width;
  }
  return widths;
}
