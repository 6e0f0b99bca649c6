import type { Module } from '../../../codemods/lib/resolve';
import type { Project } from '../../types';

/** The files of the package whose text is wanted, one after the other: they are read again, so ask late and rarely. */
export function* modulesWith(project: Project, isWanted: (text: string) => boolean): Generator<Module> {
  const scan = project.scan();
  for (const path of scan.sources) {
    const text = scan.read(path);
    const module = text !== null && isWanted(text) ? (project.moduleOf(path) ?? scan.parse(path, text)) : null;
    if (module) yield module;
  }
}
