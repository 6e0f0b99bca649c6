import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesFolder } from '../edits/render/load';
import { frameworks } from '../frameworks/index';
import { majorOfTypeScript } from '../project/form-tsconfig';
import type { Dependency, Project } from '../types';

/** The least Node major of the ranges that the frameworks' folders in templates/versions have. */
const NEEDS: Record<string, number> = {
  ioredis: 20,
  pino: 20,
  jose: 20,
  secretlint: 20,
  '@secretlint/secretlint-rule-preset-recommend': 20,
  helmet: 18,
  'prom-client': 16,
  dotenv: 12,
};
/** Folders with older lines of packages whose newest needs a newer Node.js than some projects promise. */
const OLDER = [16, 12];
/** Folders with newer lines, for projects that promise a Node.js which has what they need. */
const NEWER = [22];

/** Whether the project can install the package in a version that the templates work with. */
export function isServed(project: Project, { name, supports, least }: Dependency): boolean {
  const present = presentVersion(project, name);
  const major = Number(/\d+/.exec(present ?? '')?.[0]);
  if (least !== undefined && isOlder(project.manifest.installed[name], least)) return false;
  return supports === undefined || present === undefined || Number.isNaN(major) || supports.includes(major);
}

/** The version that is installed, or what package.json asks for. */
export const presentVersion = ({ manifest }: Project, name: string): string | undefined =>
  manifest.installed[name] ?? manifest.dependencies[name];

const isOlder = (version: string | undefined, least: string): boolean =>
  version !== undefined && version.localeCompare(least, 'en', { numeric: true }) < 0;

/** Whether package.json lacks it; a package the app needs at run time must not be a development dependency only. */
export const isMissing = ({ manifest }: Project, { name, dev }: Dependency): boolean =>
  manifest.dependencies[name] === undefined && !(dev && manifest.devDependencies[name] !== undefined);

/**
 * The range that is installed, always one of templates/versions: that of the framework's major, or an older line where
 * the project runs on older Node or compiles with an older TypeScript.
 */
export function rangeOf(project: Project, name: string): string {
  const { id, major } = project.framework;
  // Measures of code are for any project: one without a framework, or with a version of it that is not known.
  const known = frameworks.some((framework) => framework.id === id && framework.majors.includes(major));
  const folder = known ? `${id}-${major}` : 'none';
  const range = rangesIn(folder)[name];
  if (range === undefined) throw new Error(`templates/versions/${folder} has no range for ${name}`);
  const typed = project.form.language === 'ts' && majorOfTypeScript(project.manifest) < 5;
  const least = leastNode(project);
  const isOld = least !== null && least < (NEEDS[name] ?? 0);
  const folders = [
    ...NEWER.filter((node) => least !== null && least >= node).map((node) => `node-${node}`),
    ...(typed ? ['typescript-4'] : []),
    ...(requiresScripts(project) ? ['commonjs'] : []),
    ...(isOld ? OLDER.filter((node) => least >= node).map((node) => `node-${node}`) : []),
  ];
  return folders.map((folder) => rangesIn(folder)[name]).find((older) => older !== undefined) ?? range;
}

/** CommonJS where an ES module cannot be required: TypeScript says so, or Jest, whose own `require` reads scripts only. */
const requiresScripts = ({ form, manifest }: Project): boolean =>
  form.module === 'cjs' &&
  (form.scriptsOnly === true || { ...manifest.devDependencies, ...manifest.dependencies }['jest'] !== undefined);

/** The ranges of a folder of templates/versions. */
export function rangesIn(folder: string): Record<string, string | undefined> {
  const file = join(templatesFolder(), 'versions', folder, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return { ...devDependencies, ...dependencies };
}

/** The oldest Node major that the project promises to run on, or null where it promises none. */
function leastNode({ manifest, repository }: Project): number | null {
  const images = repository.dockerfiles.map(({ text }) => /^FROM\s+(?:\S+\/)?node:(\d+)/m.exec(text)?.[1]);
  const majors = [/(\d+)/.exec(manifest.engines ?? '')?.[1], ...images]
    .filter((major) => major !== undefined)
    .map(Number);
  return majors.length > 0 ? Math.min(...majors) : null;
}
