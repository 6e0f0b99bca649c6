import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { propertyOf } from '../../codemods/lib/walk';
import { constantText, pathText } from './constants';
import { folderAt } from './folders';
import type { Sources } from './sources';

/** A file whose plugin is registered with its folder, and the path that its routes are below. */
export interface FolderPlugin {
  file: Module;
  below: string | null;
}

interface Names {
  /** Folders become parts of the path. */
  byFolder: boolean;
  /** `_id` stands for `:id`. */
  parameters: boolean;
}

/** The plugins of the folder that options name: `{ dir: join(__dirname, 'routes'), options: { prefix: '/api' } }`. */
export function filesOfFolder(resolver: Resolver, sources: Sources, module: Module, options: Node): FolderPlugin[] {
  const dir = propertyOf(options, 'dir');
  const folder = dir && folderAt(module, dir);
  if (!folder) return [];
  const prefix = propertyOf(propertyOf(options, 'options'), 'prefix');
  const start = prefix ? pathText(resolver, module, prefix) : '';
  const isOff = (name: string): boolean => {
    const value = propertyOf(options, name);
    return value !== null && !(value.type === 'BooleanLiteral' && value.value);
  };
  const names = { byFolder: !isOff('dirNameRoutePrefix'), parameters: propertyOf(options, 'routeParams') !== null };
  return plugins(resolver, sources, folder, '', names).map(({ file, below }) => {
    const override = file.exports.named.get('prefixOverride');
    if (override) return { file, below: constantText(resolver, file, override) };
    return { file, below: start === null || below === null ? null : posix.join('/', start, below) };
  });
}

/** Where a folder has an index, its other files belong to that. */
function plugins(resolver: Resolver, sources: Sources, folder: string, path: string, names: Names): FolderPlugin[] {
  const files = sources.filesIn(folder);
  const index = files.filter((file) => /^index\.\w+$/.test(posix.basename(file)));
  const own = (index.length > 0 ? index : files).filter((file) => !/^[_.]?auto_?hooks\./i.test(posix.basename(file)));
  const here = own.flatMap((file): FolderPlugin[] => {
    const module = sources.module(file);
    return module ? [{ file: module, below: prefixOf(resolver, module, path) }] : [];
  });
  const inner = sources.foldersIn(folder).flatMap((name) => {
    const part = names.parameters ? name.replace(/^_/, ':') : name;
    const below = names.byFolder ? `${path}/${part}` : path;
    return plugins(resolver, sources, posix.join(folder, name), below, names);
  });
  return [...here, ...inner];
}

/** A file may name its own part of the path: `module.exports.autoPrefix = '/x'`. */
function prefixOf(resolver: Resolver, module: Module, path: string): string | null {
  const own = module.exports.named.get('autoPrefix');
  return own ? constantText(resolver, module, own) : path;
}
