import type { Module } from '../../../codemods/lib/resolve';
import { implicitGlobals, usedGlobals } from '../../../codemods/lib/variables/globals';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

interface Text {
  path: string;
  text: string;
  /** Found when it is asked for. */
  used?: Set<string>;
}

/** Names that a file assigns without declaring them, and other files of the project use. */
export function sharedGlobals(project: Project, module: Module): string[] {
  const names = new Set(implicitGlobals(module).map(({ node }) => node.name));
  if (names.size === 0) return [];
  const others = textsOf(project).filter(({ path }) => path !== module.path);
  return [...names].filter((name) => {
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`);
    return others.some((other) => word.test(other.text) && usedIn(project, other).has(name));
  });
}

/** The same of a file by its path. */
export function sharedGlobalsOf(project: Project, file: string): string[] {
  const text = project.scan().read(file);
  return (text !== null && project.scan().parse(file, text, (module) => sharedGlobals(project, module))) || [];
}

/** Read once, and only for a project in which there is something to look for. */
const textsOf = oncePerProject((project): Text[] => {
  const scan = project.scan();
  return scan.sources.flatMap((path): Text[] => {
    const text = scan.read(path);
    return text === null ? [] : [{ path, text }];
  });
});

function usedIn(project: Project, other: Text): Set<string> {
  if (other.used) return other.used;
  return (other.used = project.scan().parse(other.path, other.text, usedGlobals) ?? new Set());
}
