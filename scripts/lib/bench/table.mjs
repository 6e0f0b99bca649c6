// The figures as one table, and the page that it stands in.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';

const BEGIN = '<!-- Written by `npm run bench -- --write`. -->';
const END = '<!-- End of the written part. -->';

const milliseconds = (value) =>
  value === undefined ? '' : value < 9950 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
const megabytes = (value) => (value === undefined ? '' : `${value.toFixed(0)} MB`);
const verdict = (isGood) => (isGood === undefined ? '' : isGood ? 'yes' : '**NO**');

/** Every part's rows under its title, in columns of equal width. */
export function table(parts) {
  const rows = parts.flatMap(({ title, rows }) => [
    [`**${title}**`, '', '', '', '', '', ''],
    ...rows.map(({ name, wall, cpu, memory, figure = '', goal = '', isGood }) => [
      ...[name, milliseconds(wall), milliseconds(cpu), megabytes(memory)],
      ...[figure, goal, verdict(isGood)],
    ]),
  ]);
  const header = ['', 'wall', 'CPU', 'peak memory', 'compared', 'goal', 'met'];
  const right = new Set([1, 2, 3]);
  const widths = header.map((_title, column) => Math.max(3, ...[header, ...rows].map((row) => row[column].length)));
  const cell = (text, column) => (right.has(column) ? text.padStart(widths[column]) : text.padEnd(widths[column]));
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = widths.map((width, column) => (right.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(header), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** What it was measured on. */
export function machine() {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const model = processors[0]?.model.trim() || 'unknown model';
  const date = new Date().toISOString().slice(0, 10);
  return `${date} · Node.js ${process.versions.node} · ${processors.length} cores (${model}) · ${memory} GB of memory · ${process.platform} ${process.arch}`;
}

/** Puts the figures where those of the last time stand. */
export async function writePage(file, figures) {
  const text = await readFile(file, 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start === -1 || end === -1) throw new Error(`${file} has no place for the figures.`);
  const page = `${text.slice(0, start + BEGIN.length)}\n\n${figures}\n\n${text.slice(end)}`;
  await writeFile(file, await format(page, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
