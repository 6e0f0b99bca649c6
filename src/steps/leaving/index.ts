import type { Doubt, Edit, Manual, Project } from '../../types';
import { asPlaced } from '../follow-imports';
import type { Verdicts } from '../generated';
import { isUnedited } from '../merge/index';
import type { Plan } from '../plan';
import { readBase } from '../record';
import type { Tree } from '../stage';
import { sourcesIn } from '../wiring';
import { filesOf } from './blocked';
import { importsAfter, packageOf, typesOf } from './sources';
import { leads, type Leaving, namesOf, usesIn, wholesOf } from './uses';

/** What a plan no longer needs of what was generated, and what became of it. */
export interface Departure {
  /** Measures and files that the record forgets. */
  measures: readonly string[];
  files: string[];
  manual: Manual[];
  doubts: Doubt[];
}

/**
 * Takes out what the plan does not need any more: calls and imports in the user's files, generated files, packages that
 * only those needed. A file that is still needed, or has edits that nobody wants gone, stays; so does all of the measures
 * that are not to be touched (`alone`).
 */
export async function takeLeave(
  project: Project,
  tree: Tree,
  plan: Plan,
  { removed, alone }: { removed: readonly string[]; alone: readonly string[] | null },
  verdicts: Verdicts,
): Promise<Departure> {
  const files = unneededFiles(project, plan, removed).filter(
    (file) => alone?.includes(measureOf(project, file)) ?? true,
  );
  const departure: Departure = { measures: removed, files: [], manual: [], doubts: [] };
  if (files.length === 0) return departure;
  await takeOutUses(project, tree, files);
  const texts = new Map<string, string>();
  // Of a file that the user has deleted, what was generated says which packages it needed.
  for (const file of files)
    texts.set(file, (await tree.read(file)) ?? (await readBase(project.root, project.record, file)) ?? '');
  const going = await decide(project, tree, files, verdicts, departure);
  for (const file of [...going]) await tree.apply({ measure: measureOf(project, file), kind: 'remove', file });
  departure.files.push(...going);
  await dropPackages(project, tree, new Map([...going].map((file) => [file, texts.get(file)!])));
  return departure;
}

const measureOf = ({ record }: Project, file: string): string => record!.files[file]!.measure;

/** Recorded files that nothing plans: of measures that leave, and of those that make other files now. */
function unneededFiles({ record }: Project, { edits, measures }: Plan, removed: readonly string[]): string[] {
  const planned = new Set(edits.flatMap((edit) => (edit.kind === 'template' ? [edit.file] : [])));
  const known = new Set(['index', ...measures.map(({ id }) => id), ...removed]);
  return Object.entries(record?.files ?? {})
    .filter(
      ([file, { measure, original }]) => known.has(measure) && !planned.has(original ?? file) && !planned.has(file),
    )
    .map(([file]) => file);
}

/** Out of the user's files goes what the modules gave them, and what the index does not give any more. */
async function takeOutUses(project: Project, tree: Tree, files: readonly string[]): Promise<void> {
  const modules = files.map((file): [string, null] => [file, null]);
  const leaving: Leaving = new Map([...modules, ...(await lostByIndex(project, tree, files))]);
  for (const { path, generated } of project.files) {
    const text = generated ? null : await tree.read(path);
    if (text === null) continue;
    for (const { options } of usesIn(project, path, text, leaving)) {
      const manual = {
        reason: 'This is not there any more, and could not be taken out safely.',
        line: null,
        snippet: '',
      };
      const edit: Edit = {
        measure: 'index',
        kind: 'codemod',
        codemod: 'take-out',
        file: path,
        options,
        present: null,
        manual,
      };
      await tree.apply(edit);
    }
  }
}

async function lostByIndex(
  { record }: Project,
  tree: Tree,
  files: readonly string[],
): Promise<[string, ReadonlySet<string>][]> {
  const [index] = filesOf(record, 'index');
  if (index === undefined || files.includes(index)) return [];
  const before = await tree.original(index);
  const after = await tree.read(index);
  if (before === null || after === null) return [];
  const kept = namesOf(index, after);
  const names = [...namesOf(index, before), ...files.flatMap((file) => wholesOf(index, before, file))];
  return [[index, new Set(names.filter((name) => !kept.has(name)))]];
}

/** Which of the files go; what stays is said. */
async function decide(
  project: Project,
  tree: Tree,
  files: readonly string[],
  verdicts: Verdicts,
  departure: Departure,
): Promise<Set<string>> {
  const imports = await importsAfter(project, tree);
  const going = new Set(files);
  const stay = (file: string): void => void going.delete(file);
  for (const file of files) if (!(await mayGo(project, tree, file, verdicts, departure))) stay(file);
  // What stays may need another one.
  for (let before = -1; before !== going.size;) {
    before = going.size;
    for (const file of [...going]) {
      const user = [...imports].find(
        ([other, sources]) =>
          other !== file && !going.has(other) && sources.some((from) => leads(project, other, from, file)),
      )?.[0];
      if (user === undefined) continue;
      stay(file);
      departure.manual.push(left(project, file, `It is not needed any more, but ${user} imports it.`));
    }
  }
  return going;
}

async function mayGo(
  project: Project,
  tree: Tree,
  file: string,
  verdicts: Verdicts,
  departure: Departure,
): Promise<boolean> {
  const { root, record } = project;
  const text = await tree.read(file);
  const base = await readBase(root, record, file);
  if (text === null || (base !== null && isUnedited(file, asPlaced(record, file, base), text))) return true;
  const doubt: Doubt = {
    kind: 'unneeded',
    index: 0,
    file,
    measure: measureOf(project, file),
    base: '',
    yours: '',
    theirs: '',
  };
  const verdict = verdicts(doubt);
  if (verdict === 'new') return true;
  // From now on it is the user's own.
  departure.files.push(file);
  if (verdict !== undefined) return false;
  departure.doubts.push(doubt);
  departure.manual.push(
    left(project, file, 'It is not needed any more; it stays, since you edited it (--force removes it).'),
  );
  return false;
}

const left = (project: Project, file: string, reason: string): Manual => ({
  measure: measureOf(project, file),
  file,
  line: null,
  reason,
  snippet: null,
});

/** Packages that only the files that went have imported. */
async function dropPackages(project: Project, tree: Tree, gone: ReadonlyMap<string, string>): Promise<void> {
  const { dependencies, devDependencies, scripts } = project.manifest;
  const after = await importsAfter(project, tree);
  const used = new Set([...after.values()].flat().map(packageOf));
  const named = new Map<string, string>();
  for (const [file, text] of gone)
    for (const name of importedBy(file, text).flatMap((each) => [each, typesOf(each)]))
      if (!named.has(name)) named.set(name, measureOf(project, file));
  for (const [name, measure] of [...named].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isThere = dependencies[name] !== undefined || devDependencies[name] !== undefined;
    const isTyped = name.startsWith('@types/') && [...used].some((other) => other !== null && typesOf(other) === name);
    const isRun = Object.values(scripts).some((script) => script.includes(name));
    const isOurs = project.record?.dependencies?.includes(name) ?? true;
    if (isThere && isOurs && !used.has(name) && !isTyped && !isRun)
      await tree.apply({ measure, kind: 'without-dependency', name });
  }
}

const importedBy = (file: string, text: string): string[] =>
  sourcesIn(file, text).flatMap((from) => packageOf(from) ?? []);
