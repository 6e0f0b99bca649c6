import { assignedMember, exportsOf } from '../../../codemods/lib/exports';
import { parseSource } from '../../../codemods/lib/parse';
import { Module } from '../../../codemods/lib/resolve';
import { type Binding, requiredSource } from '../../../codemods/lib/scope';
import { unwrap } from '../../../codemods/lib/walk';
import type { JsonObject, Project } from '../../types';
import { leadsTo, sourcesIn } from '../wiring';

/** A generated module that leaves as a whole (null), or names of it. */
export type Leaving = ReadonlyMap<string, ReadonlySet<string> | null>;

/** What a file has of what leaves, as the options of the codemod that takes it out; `whole` where it has all of a module. */
export interface Use {
  options: JsonObject;
  whole: boolean;
}

/** These return what they are called with. */
const WRAPPERS = ['secureApp', 'protectServer'];

/** What a file imports of the modules that leave. */
export function usesIn(project: Project, file: string, text: string, leaving: Leaving): Use[] {
  return [...new Set(sourcesIn(file, text))].flatMap((from): Use[] => {
    const gone = [...leaving].find(([module]) => leads(project, file, from, module));
    if (!gone) return [];
    const found = bindingsOf(file, text, from);
    if (found.length === 0) return gone[1] === null ? [use(from, null)] : [];
    const names = found.map(nameOf).filter((name) => name !== '' && (gone[1] === null || gone[1].has(name)));
    const whole = found.some((binding) => nameOf(binding) === '' && mentions(text, binding.name, gone[1]));
    return names.length === 0 && !whole ? [] : [{ ...use(from, names), whole }];
  });
}

const use = (from: string, names: string[] | null): Use => ({
  options: { from, names, wrappers: WRAPPERS },
  whole: false,
});

/** Whether an import means the module: by a path, or by an alias. */
export function leads(project: Project, file: string, from: string, module: string): boolean {
  if (from.startsWith('.')) return leadsTo(file, from, module);
  const own = project.moduleOf(file);
  const target = own && project.resolver.host.load(from, own);
  return typeof target === 'object' && target?.path === module;
}

function bindingsOf(file: string, text: string, from: string): Binding[] {
  const module = new Module(file, text, parseSource(text, file));
  return [...module.scopes.top.values()].filter(
    ({ source, init }) => source === from || (init !== null && requiredSource(unwrap(init)) === from),
  );
}

/** What the module calls it; '' for the module itself. */
const nameOf = ({ kind, imported, path }: Binding): string =>
  kind === 'import' ? (imported === '*' || imported === null ? '' : imported) : (path[0] ?? '');

/** Whether one of the names is used as a member of the whole: `security.validate`. */
const mentions = (text: string, local: string, names: ReadonlySet<string> | null): boolean =>
  names === null || [...names].some((name) => text.includes(`${local}.${name}`));

/** Every name that a module gives out. */
export function namesOf(file: string, text: string): Set<string> {
  try {
    const { named, forwarded, assigned } = exportsOf(parseSource(text, file));
    const members = assigned?.type === 'ObjectExpression' ? assigned.properties : [];
    const listed = members.flatMap((member) =>
      'key' in member && member.key.type === 'Identifier' ? member.key.name : [],
    );
    return new Set([...named.keys(), ...forwarded.keys(), ...listed.filter((name) => assignedMember(assigned!, name))]);
  } catch {
    return new Set();
  }
}

/** Under which names a module has all of another one: `import * as schemas from './schemas'`. */
export function wholesOf(file: string, text: string, other: string): string[] {
  return sourcesIn(file, text)
    .filter((from) => leadsTo(file, from, other))
    .flatMap((from) => bindingsOf(file, text, from))
    .filter((binding) => nameOf(binding) === '')
    .map(({ name }) => name);
}
