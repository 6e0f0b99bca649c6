// Which measure serves which framework, read off the bindings.

/** Own row, or those of the frameworks below it. */
const serves = ({ bindings }, { id, bases = [] }) =>
  !bindings || id in bindings || (bases.length > 0 && bases.every((base) => base in bindings));

const versions = ({ majors }) => (majors.length > 2 ? `${majors[0]}–${majors.at(-1)}` : majors.join(', '));
const byTitle = (frameworks) => frameworks.toSorted((a, b) => a.title.localeCompare(b.title));
const line = (cells) => `| ${cells.join(' | ')} |`;

/** The table of docs/measures/README.md: a measure, what it does, and a mark for each framework. */
export function supportMatrix(measures, supported) {
  const frameworks = byTitle(supported);
  const rows = measures.map((measure) => [
    `[${measure.meta.title}](${measure.id}.md)`,
    `\`${measure.id}\``,
    measure.meta.summary,
    ...frameworks.map((framework) => (serves(measure, framework) ? '✓' : '–')),
  ]);
  const header = ['measure', 'name', 'what it does', ...frameworks.map(({ title }) => title)];
  return [line(header), line(header.map((_cell, index) => (index < 3 ? '---' : ':-:'))), ...rows.map(line)].join('\n');
}

const GROUPS = { app: 'In the app', code: 'In your code', repository: 'In the repository' };

/** README's list: the measures by where they work. */
export function measureList(measures) {
  const rows = Object.entries(GROUPS).map(([group, title]) => {
    const own = measures.filter(({ meta }) => meta.group === group);
    return line([title, own.map(({ id, meta }) => `[${meta.title}](docs/measures/${id}.md)`).join(' · ')]);
  });
  return [line(['', `${measures.length} measures`]), line(['---', '---']), ...rows].join('\n');
}

/** Frameworks with the majors that are supported, in words: `Express 4, 5 · Fastify 4, 5`. */
export const frameworkList = (supported) =>
  byTitle(supported)
    .map((framework) => `${framework.title} ${versions(framework)}`)
    .join(' · ');

/** Titles of the frameworks that a measure serves. */
export const servedBy = (measure, frameworks) =>
  measure.bindings
    ? frameworks.filter((framework) => serves(measure, framework)).map(({ title }) => title)
    : ['none needed'];
