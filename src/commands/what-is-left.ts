import { shellWord } from '../../codemods/lib/escape';
import type { FileChange, PackageManagerName } from '../types';
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
    const formatter = FORMATTERS.find(({ name }) => name in manifest.devDependencies || name in manifest.dependencies);
    if (!formatter) return [];
    const { command, checks, hasYaml } = formatter;
    const isChecked = Object.values(manifest.scripts).some((script) => checks.test(script));
    const files = laidOut(changeSet.changes, isChecked, hasYaml);
    if (files.length === 0) return [];
    const what = isChecked ? 'what was written' : 'what is new';
    return [
      `${where(folder)}Have your formatter lay out ${what}: ${RUN[packageManager.name]} ${command} ${files.join(' ')}`,
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

const FORMATTERS = [
  {
    name: 'prettier',
    command: 'prettier --write',
    hasYaml: true,
    checks: /\bprettier\b.* (--check|-c|--list-different|-l)\b/,
  },
  { name: '@biomejs/biome', command: 'biome format --write', hasYaml: false, checks: /\bbiome (check|ci|format)\b/ },
  // Those of ESLint's rules that lay out code, and do no more: undo has to know the files again.
  ...['@stylistic/eslint-plugin', 'neostandard'].map((name) => ({
    name,
    command: 'eslint --fix',
    hasYaml: false,
    checks: /\beslint\b/,
  })),
];
const CODE = /\.[cm]?[jt]sx?$/;
const WORKFLOW = /^\.github\/workflows\/|^\.gitlab\//;

const RUN: Record<PackageManagerName, string> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' };

/**
 * Folders of new code, and each file that was there: a project that has its layout checked has all of it laid out, and
 * elsewhere a formatter would change what nobody asked for.
 */
function laidOut(changes: readonly FileChange[], isChecked: boolean, hasYaml: boolean): string[] {
  const written = changes.filter(({ after }) => after !== null);
  const added = written.filter(({ file, before }) => before === null && CODE.test(file));
  const others = written.filter(({ file, before }) =>
    before === null ? hasYaml && WORKFLOW.test(file) : CODE.test(file),
  );
  const files = [...added.map(({ file }) => folderOf(file)), ...(isChecked ? others.map(({ file }) => file) : [])];
  return [...new Set(files)].map(shellWord);
}

/** A file at the top stands for itself. */
const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : file);
