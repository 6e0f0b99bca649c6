import { importedSources } from '../../codemods/lib/exports';
import type { Module } from '../../codemods/lib/resolve';
import { loadedFolders } from './folders';
import type { Sources } from './sources';

/** The files that loading the entry loads, each behind those it imports: the order in which they are evaluated. */
export function moduleGraph(sources: Sources, entry: string): Module[] {
  const order: Module[] = [];
  const seen = new Set<string>();
  const visit = (module: Module): void => {
    if (seen.has(module.path)) return;
    seen.add(module.path);
    for (const source of importedSources(module.ast)) {
      const target = sources.load(source, module);
      if (target && typeof target !== 'string') visit(target);
    }
    for (const path of loadedFolders(module).flatMap((folder) => sources.filesIn(folder))) {
      const target = sources.module(path);
      if (target) visit(target);
    }
    order.push(module);
  };
  const first = sources.module(entry);
  if (first) visit(first);
  return order;
}
