import type { PackageManagerName } from '../types';
import type { Part } from './session';
import type { Tried } from './trial';

/** What a run that wrote something leaves to do before the diff is read. */
export const whatIsLeft = (parts: readonly Part[], tried: readonly Tried[]): string[] => [
  ...tried.flatMap(({ folder, report }) => {
    const failed = report.after.results.filter(({ status }) => status === 'failed').map(({ id }) => id);
    const probes = report.probes.filter(({ id, client }) => failed.includes(id) && client !== true);
    return probes.length === 0 ? [] : [`${where(folder)}${stillThere(probes.map(({ attack, id }) => [attack, id]))}`];
  }),
  ...parts.flatMap(({ project: { manifest, packageManager }, changeSet, folder }) => {
    const formatter = Object.keys(FORMATTERS).find((name) => name in manifest.devDependencies);
    if (formatter === undefined) return [];
    const added = changeSet.changes.filter(({ file, before }) => before === null && !/(^|\/)\.tempered\//.test(file));
    const files = added.map(({ file }) => file).filter((file) => SOURCE.test(file));
    if (files.length === 0) return [];
    return [
      `${where(folder)}Have your formatter lay out what is new: ${RUN[packageManager.name]} ${FORMATTERS[formatter]} ${roots(files)}`,
    ];
  }),
];

const where = (folder: string): string => (folder === '' ? '' : `In ${folder}: `);

function stillThere(attacks: [title: string, id: string][]): string {
  const measures = [...new Set(attacks.map(([, id]) => id.split('/')[0]!))];
  const explain = measures.map((measure) => `\`tempered explain ${measure}\``).join(', ');
  const titles = attacks.map(([title]) => `"${title}"`).join(', ');
  return `${attacks.length === 1 ? 'An attack still succeeds' : 'Attacks still succeed'}: ${titles}. See what is left to you, and ${explain}.`;
}

/** The command of each, without where. */
const FORMATTERS: Record<string, string> = {
  prettier: 'prettier --write',
  '@biomejs/biome': 'biome format --write',
};
/** What all of them format. */
const SOURCE = /\.[cm]?[jt]s$/;

const RUN: Record<PackageManagerName, string> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };

/** Their folders; a file at the top stands for itself. */
const roots = (files: string[]): string =>
  [...new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : file)))].join(' ');
