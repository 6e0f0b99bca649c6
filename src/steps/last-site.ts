import type { ChainDialect } from '../../codemods/lib/chain';
import { registrations } from '../../codemods/lib/last';
import type { Module } from '../../codemods/lib/resolve';
import type { Project } from '../types';

/** Where the last route is registered: the file, and what the app is called there. */
export interface LastSite {
  file: string;
  /** Which of the file's calls that make an app; null where the file imports it. */
  index: number | null;
  target: string;
}

/**
 * The file that registers on the app last: the one evaluated last of those that import it and add to its chain, or the
 * one that makes it. Null where the app has no name.
 */
export function lastSite(project: Project): LastSite | null {
  const { app } = project;
  // A callback is handed the app before its routes are added: behind them is somewhere else.
  if (app.node.type === 'Identifier') return null;
  const importers = project.files.flatMap(({ path, generated }): LastSite[] => {
    const module = generated || path === app.file ? null : project.moduleOf(path);
    const target = module && importedName(project, module);
    return target ? [{ file: path, index: null, target }] : [];
  });
  return importers.at(-1) ?? (app.name === null ? null : { file: app.file, index: app.index, target: app.name });
}

/** Under which name a file imports the app and registers on it. */
function importedName(project: Project, module: Module): string | null {
  const dialect = project.chain as unknown as ChainDialect;
  for (const binding of module.scopes.top.values()) {
    const value = project.resolver.resolve(module, binding.identifier);
    if (value?.kind !== 'node' || value.node !== project.app.node) continue;
    const isApp = (node: { type: string; name?: unknown }): boolean =>
      node.type === 'Identifier' && node.name === binding.name;
    if (registrations(module, dialect, isApp).length > 0) return binding.name;
  }
  return null;
}
