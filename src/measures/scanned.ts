import type { Module } from '../../codemods/lib/resolve';
import type { Project } from '../types';

/** A file that the audit looks at, parsed. */
export interface Scanned {
  file: string;
  module: Module;
}

/** Files one after the other: no two of them need to be in memory at once, so nothing of a file is to be kept. */
export interface ScannedFiles {
  each(visit: (each: Scanned) => void): void;
  flatMap<T>(visit: (each: Scanned) => readonly T[]): T[];
  some(visit: (each: Scanned) => boolean): boolean;
}

type Wanted = (text: string, file: string) => boolean;
/** What is looked for in a text. */
export type Holds = RegExp | Wanted;

/** The files of the whole package, reached by the app or not, whose text holds what is looked for. */
export function scanned(project: Project, holds: Holds): ScannedFiles {
  const isWanted = testOf(holds);
  const scan = project.scan();
  const some = (visit: (each: Scanned) => boolean): boolean =>
    scan.sources.some((file) => {
      const text = scan.read(file);
      if (text === null || !isWanted(text, file)) return false;
      return scan.parse(file, text, (module) => visit({ file, module })) ?? false;
    });
  return {
    some,
    each: (visit) => void some((each) => (visit(each), false)),
    flatMap: (visit) => {
      const all: ReturnType<typeof visit>[number][] = [];
      some((each) => (all.push(...visit(each)), false));
      return all;
    },
  };
}

/** The texts of the files that hold something, which need not be parsed. */
export function textsWith(project: Project, holds: Holds): string[] {
  const scan = project.scan();
  const isWanted = testOf(holds);
  return scan.sources.flatMap((file) => {
    const text = scan.read(file);
    return text !== null && isWanted(text, file) ? [text] : [];
  });
}

const testOf = (holds: Holds): Wanted => (typeof holds === 'function' ? holds : (text) => holds.test(text));

/** Whether some file of the package holds it. */
export function someText(project: Project, holds: Holds): boolean {
  const scan = project.scan();
  const isWanted = testOf(holds);
  return scan.sources.some((file) => isWanted(scan.read(file) ?? '', file));
}
