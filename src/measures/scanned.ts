import type { Module } from '../../codemods/lib/resolve';
import type { Project } from '../types';

/** A file that the audit looks at, parsed. */
export interface Scanned {
  file: string;
  module: Module;
}

/** The files of the whole package, reached by the app or not, whose text holds what is looked for. */
export function scanned(project: Project, holds: RegExp): Scanned[] {
  const scan = project.scan();
  return scan.sources.flatMap((file) => {
    const text = scan.read(file);
    if (text === null || !holds.test(text)) return [];
    const module = project.moduleOf(file) ?? scan.parse(file, text);
    return module ? [{ file, module }] : [];
  });
}

/** Whether some file of the package holds it. */
export const someText = (project: Project, holds: RegExp): boolean =>
  project.scan().sources.some((file) => holds.test(project.scan().read(file) ?? ''));
