import type { Module } from '../../codemods/lib/resolve';
import type { Project } from '../types';

/** A file that the audit looks at, parsed. */
export interface Scanned {
  file: string;
  module: Module;
}

/** Files one after the other: no two of them need to be in memory at once. */
export interface ScannedFiles extends Iterable<Scanned> {
  flatMap<T>(visit: (each: Scanned) => readonly T[]): T[];
  some(visit: (each: Scanned) => boolean): boolean;
}

/** The files of the whole package, reached by the app or not, whose text holds what is looked for. */
export function scanned(project: Project, holds: RegExp | ((text: string) => boolean)): ScannedFiles {
  const isWanted = typeof holds === 'function' ? holds : (text: string): boolean => holds.test(text);
  const files = (): Generator<Scanned> => parsed(project, isWanted);
  return {
    [Symbol.iterator]: files,
    flatMap: (visit) => {
      const all = [];
      for (const each of files()) all.push(...visit(each));
      return all;
    },
    some: (visit) => {
      for (const each of files()) if (visit(each)) return true;
      return false;
    },
  };
}

function* parsed(project: Project, isWanted: (text: string) => boolean): Generator<Scanned> {
  const scan = project.scan();
  for (const file of scan.sources) {
    const text = scan.read(file);
    const module = text !== null && isWanted(text) ? scan.parse(file, text) : null;
    if (module) yield { file, module };
  }
}

/** Whether some file of the package holds it. */
export const someText = (project: Project, holds: RegExp): boolean =>
  project.scan().sources.some((file) => holds.test(project.scan().read(file) ?? ''));
