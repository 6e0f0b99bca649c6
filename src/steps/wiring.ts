import { posix } from 'node:path';
import { assignedMember, exportsOf, importedSources } from '../../codemods/lib/exports';
import { parseSource } from '../../codemods/lib/parse';
import type { Edit, JsonObject, Project } from '../types';

type CodemodEdit = Extract<Edit, { kind: 'codemod' }>;

/**
 * The options of a codemod that imports from a generated module, with that module as the file spells it already; null
 * where the module, or what is imported of it, is not there: the user took it out.
 */
export async function wiringOptions(
  project: Project,
  { codemod, file, options }: CodemodEdit,
  text: string,
  read: (file: string) => Promise<string | null>,
): Promise<JsonObject | null> {
  const { from, name } = options;
  if (codemod === 'move-import' || codemod === 'take-out') return options;
  const module = typeof from === 'string' ? await moduleAt(project, file, from, read) : undefined;
  if (module === undefined) return options;
  if (module === null || (typeof name === 'string' && !givesOut(module.file, module.text, name))) return null;
  const spelled = spelledIn(project, file, text, module.file);
  if (spelled === undefined || spelled === from) return options;
  const { argument } = options;
  const isBoth =
    typeof argument === 'object' && argument !== null && !Array.isArray(argument) && argument['from'] === from;
  return { ...options, from: spelled, ...(isBoth ? { argument: { ...argument, from: spelled } } : {}) };
}

/** The generated module that a specifier leads to: undefined where it is none, null where it is gone. */
async function moduleAt(
  project: Project,
  from: string,
  specifier: string,
  read: (file: string) => Promise<string | null>,
): Promise<{ file: string; text: string } | null | undefined> {
  if (!specifier.startsWith('.')) return undefined;
  const recorded = Object.keys(project.record?.files ?? {}).find((file) => leadsTo(from, specifier, file));
  if (recorded === undefined) return undefined;
  const text = await read(recorded);
  return text === null ? null : { file: recorded, text };
}

const stem = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');

/** Whether a relative import of one file means the other. */
export function leadsTo(from: string, specifier: string, file: string): boolean {
  const target = stem(posix.join(posix.dirname(from), specifier));
  return specifier.startsWith('.') && (stem(file) === target || stem(file) === posix.join(target, 'index'));
}

/** How a file imports a generated module, where it does: by a path or an alias. */
function spelledIn(project: Project, file: string, text: string, generated: string): string | undefined {
  const module = project.moduleOf(file);
  return sourcesIn(file, text).find((source) => {
    if (leadsTo(file, source, generated)) return true;
    const target = module && !source.startsWith('.') ? project.resolver.host.load(source, module) : null;
    return typeof target === 'object' && target?.path === generated;
  });
}

/** Every specifier of a file; none where it cannot be parsed. */
export function sourcesIn(file: string, text: string): string[] {
  try {
    return importedSources(parseSource(text, file));
  } catch {
    return [];
  }
}

/** Whether a module has an export of that name; one that cannot be read, or whose exports are computed, is trusted. */
function givesOut(file: string, text: string, name: string): boolean {
  try {
    const { named, forwarded, stars, assigned } = exportsOf(parseSource(text, file));
    if (named.has(name) || forwarded.has(name) || stars.length > 0) return true;
    if (assigned?.type !== 'ObjectExpression') return assigned !== null;
    return assignedMember(assigned, name) !== null;
  } catch {
    return true;
  }
}
