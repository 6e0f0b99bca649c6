// Which measure serves which framework, read off the bindings.

/** Own row, or those of the frameworks below it. */
const serves = ({ bindings }, { id, bases = [] }) =>
  !bindings || id in bindings || (bases.length > 0 && bases.every((base) => base in bindings));

const column = ({ title, majors }) =>
  `${title} ${majors.length > 2 ? `${majors[0]}–${majors.at(-1)}` : majors.join(', ')}`;

/** README's table: a measure, what it does, and a mark for each framework. */
export function supportMatrix(measures, supported) {
  const frameworks = supported.toSorted((a, b) => a.title.localeCompare(b.title));
  const rows = measures.map((measure) => [
    `[\`${measure.id}\`](docs/measures/${measure.id}.md)`,
    measure.meta.summary,
    ...frameworks.map((framework) => (serves(measure, framework) ? '✓' : '–')),
  ]);
  const header = ['measure', 'what it does', ...frameworks.map(column)];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_cell, index) => (index < 2 ? '---' : ':-:'))), ...rows.map(line)].join('\n');
}

/** Titles of the frameworks that a measure serves. */
export const servedBy = (measure, frameworks) =>
  measure.bindings
    ? frameworks.filter((framework) => serves(measure, framework)).map(({ title }) => title)
    : ['none needed'];
