import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesFolder } from '../edits/render/load';
import { majorOfTypeScript } from '../project/form-tsconfig';
import type { Dependency, Project } from '../types';

/** Older lines of packages whose newest needs a newer Node.js than some projects promise: least Node major → range. */
const OLDER: Record<string, [number, string][]> = {
  ioredis: [[12, '^5.4.1']],
  helmet: [[16, '^7.1.0']],
  dotenv: [[12, '^16.4.5']],
};
/** The least Node major of the ranges in templates/versions. */
const NEEDS: Record<string, number> = { ioredis: 20, helmet: 18, dotenv: 12 };

/** Lines of packages whose newest types need TypeScript 5. */
const OLDER_TYPES: Record<string, string> = { zod: '^3.23.8', helmet: '^7.1.0', ioredis: '^5.4.1' };

/** Whether the project can install the package in a version that the templates work with. */
export function isServed(project: Project, { name, supports, least }: Dependency): boolean {
  const present = project.manifest.installed[name] ?? project.manifest.dependencies[name];
  const major = Number(/\d+/.exec(present ?? '')?.[0]);
  if (least !== undefined && isOlder(project.manifest.installed[name], least)) return false;
  return supports === undefined || present === undefined || Number.isNaN(major) || supports.includes(major);
}

const isOlder = (version: string | undefined, least: string): boolean =>
  version !== undefined && version.localeCompare(least, 'en', { numeric: true }) < 0;

/** Whether package.json lacks it; a package the app needs at run time must not be a development dependency only. */
export const isMissing = ({ manifest }: Project, { name, dev }: Dependency): boolean =>
  manifest.dependencies[name] === undefined && !(dev && manifest.devDependencies[name] !== undefined);

/** The range that is installed: the one of the framework's major, or an older line where the project runs on older Node. */
export function rangeOf(project: Project, name: string): string {
  const { id, major } = project.framework;
  const file = join(templatesFolder(), 'versions', `${id}-${major}`, 'package.json');
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const range = dependencies?.[name] ?? devDependencies?.[name];
  if (range === undefined) throw new Error(`templates/versions/${id}-${major} has no range for ${name}`);
  if (project.form.language === 'ts' && majorOfTypeScript(project.manifest) < 5 && OLDER_TYPES[name])
    return OLDER_TYPES[name];
  const least = leastNode(project);
  if (least === null || least >= (NEEDS[name] ?? 0)) return range;
  return OLDER[name]?.find(([node]) => least >= node)?.[1] ?? range;
}

/** The oldest Node major that the project promises to run on, or null where it promises none. */
function leastNode({ manifest, repository }: Project): number | null {
  const images = repository.dockerfiles.map(({ text }) => /^FROM\s+(?:\S+\/)?node:(\d+)/m.exec(text)?.[1]);
  const majors = [/(\d+)/.exec(manifest.engines ?? '')?.[1], ...images]
    .filter((major) => major !== undefined)
    .map(Number);
  return majors.length > 0 ? Math.min(...majors) : null;
}
