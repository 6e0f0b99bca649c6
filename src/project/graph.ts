import { posix } from 'node:path';
import { importedSources } from '../../codemods/lib/exports';
import type { Module } from '../../codemods/lib/resolve';
import { requiredSource } from '../../codemods/lib/scope';
import { isFunction, walk } from '../../codemods/lib/walk';
import { loadedFolders, namedFolders } from './folders';
import type { Sources } from './sources';

/**
 * The files that loading the entry loads, each behind those it imports: the order in which they are evaluated.
 * `loaders` are packages that load the folder that an option `dir` names.
 */
export function moduleGraph(sources: Sources, entry: string, loaders: readonly string[] = []): Module[] {
  const order: Module[] = [];
  const seen = new Set<string>();
  const visit = (module: Module): void => {
    if (seen.has(module.path)) return;
    seen.add(module.path);
    const imported = importedSources(module.ast);
    for (const source of imported) {
      const target = sources.load(source, module);
      if (target && typeof target !== 'string') visit(target);
    }
    const named = imported.some((source) => loaders.includes(source)) ? namedFolders(module) : [];
    const files = [
      ...loadedFolders(module).flatMap((folder) => sources.filesIn(folder)),
      ...named.flatMap((folder) => filesBelow(sources, folder)),
    ];
    for (const path of files) {
      const target = sources.module(path);
      if (target) visit(target);
    }
    order.push(module);
  };
  const first = sources.module(entry);
  if (first) visit(first);
  return order;
}

const filesBelow = (sources: Sources, folder: string): string[] => [
  ...sources.filesIn(folder),
  ...sources.foldersIn(folder).flatMap((name) => filesBelow(sources, posix.join(folder, name))),
];

/** The files that every start loads: not those that are required in a function or on some paths only. */
export function alwaysLoaded(sources: Sources, entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (module: Module): void => {
    if (seen.has(module.path)) return;
    seen.add(module.path);
    for (const source of certainSources(module)) {
      const target = sources.load(source, module);
      if (target && typeof target !== 'string') visit(target);
    }
  };
  const first = sources.module(entry);
  if (first) visit(first);
  return seen;
}

const UNCERTAIN = /^(If|Switch|Try)Statement$|^(Logical|Conditional)Expression$/;

function certainSources(module: Module): string[] {
  const found: string[] = [];
  walk(module.ast.program, (node, ancestors) => {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration'
    ) {
      if (node.source) found.push(node.source.value);
    }
    const required = requiredSource(node) ?? (node.type === 'TSExternalModuleReference' ? node.expression.value : null);
    if (required !== null && !ancestors.some((outer) => isFunction(outer) || UNCERTAIN.test(outer.type)))
      found.push(required);
  });
  return found;
}
