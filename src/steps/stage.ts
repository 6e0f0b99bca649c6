import { runCodemod } from '../edits/codemods';
import { addHook, dropHook } from '../edits/hooks';
import { dropMembers, mergeJson } from '../edits/json';
import { dropLines, ensureLines } from '../edits/lines';
import { currentFile } from '../measures/place';
import type { ChangeSet, Doubt, Edit, FileChange, Generated, Manual, Package, Project } from '../types';
import { type TemplateEdit, type Verdicts, writeGenerated } from './generated';
import { readTarget } from './guards/read-target';
import { wiringOptions } from './wiring';

/** What edits come to, and which generated files there are then. */
export interface Staged extends Pick<ChangeSet, 'changes' | 'dependencies' | 'removed' | 'manual' | 'doubts'> {
  generated: Generated[];
}

/** Folds the edits, in order, over an in-memory tree. What it returns is what is previewed and what is written. */
export async function stage(
  project: Project,
  edits: readonly Edit[],
  verdicts: Verdicts = () => undefined,
): Promise<Staged> {
  const tree = new Tree(project, verdicts);
  for (const edit of edits) await tree.apply(edit);
  return tree.staged();
}

/** The files as the edits leave them; what was not edited is read when somebody asks. */
export class Tree {
  readonly #before = new Map<string, string | null>();
  readonly #after = new Map<string, string | null>();
  readonly #generated: Generated[] = [];
  readonly #doubts: Doubt[] = [];
  readonly #measures = new Map<string, Set<string>>();
  readonly #dependencies: Package[] = [];
  readonly #removed: string[] = [];
  readonly #manual: Manual[] = [];
  readonly #executable = new Set<string>();

  constructor(
    readonly project: Project,
    readonly verdicts: Verdicts,
  ) {}

  async apply(edit: Edit): Promise<void> {
    switch (edit.kind) {
      case 'codemod':
        return this.#codemod(edit);
      case 'template':
        return this.#template(edit);
      case 'json':
        return this.#json(edit);
      case 'lines':
        return this.#put(edit, edit.file, ensureLines(await this.read(edit.file), edit.lines));
      case 'dependency':
        return this.#dependency(edit);
      case 'hook':
        return this.#hook(edit);
      case 'without-hook':
        return this.#withoutHook(edit);
      case 'without-lines':
        return this.#withoutLines(edit);
      case 'without-dependency':
        return this.#withoutDependency(edit);
      case 'remove':
        await this.read(edit.file);
        this.#touch(edit.measure, edit.file);
        this.#after.set(edit.file, null);
    }
  }

  staged(): Staged {
    const changes = [...this.#measures].flatMap(([file, measures]): FileChange[] => {
      const [before, after] = [this.#before.get(file) ?? null, this.#after.get(file) ?? null];
      if (before === after) return [];
      const executable = before === null && this.#executable.has(file);
      return [{ file, before, after, measures: [...measures], ...(executable ? { executable } : {}) }];
    });
    return {
      changes,
      dependencies: this.#dependencies,
      removed: this.#removed,
      manual: this.#manual,
      doubts: this.#doubts,
      generated: this.#generated,
    };
  }

  /** Every file that was looked at. */
  files(): string[] {
    return [...this.#after.keys()];
  }

  /** The text before any edit. */
  async original(file: string): Promise<string | null> {
    await this.read(file);
    return this.#before.get(file) ?? null;
  }

  async read(file: string): Promise<string | null> {
    const known = this.#after.get(file);
    if (known !== undefined) return known;
    const text = await readTarget(this.project.root, file);
    this.#before.set(file, text);
    this.#after.set(file, text);
    return text;
  }

  /** Null leaves the file as it is, and the measure has no part in it. */
  #put({ measure }: Edit, file: string, text: string | null): void {
    if (text === null) return;
    this.#touch(measure, file);
    this.#after.set(file, text);
  }

  #touch(measure: string, file: string): void {
    this.#measures.set(file, (this.#measures.get(file) ?? new Set()).add(measure));
  }

  async #codemod(edit: Extract<Edit, { kind: 'codemod' }>): Promise<void> {
    const text = await this.read(edit.file);
    const options = await wiringOptions(this.project, edit, text ?? '', (file) => this.read(file));
    // What the user has taken out of the generated files is not plugged in again.
    if (options === null) return;
    const result = text === null ? undefined : runCodemod(edit.codemod, edit.file, text, options);
    if (result !== undefined) return this.#put(edit, edit.file, result);
    if (edit.present !== null && text?.includes(edit.present)) return;
    this.#manual.push({ measure: edit.measure, file: edit.file, ...edit.manual });
  }

  async #template(edit: TemplateEdit): Promise<void> {
    const file = currentFile(this.project.record, edit.file);
    const user = await this.read(file);
    const written = await writeGenerated(this.project, edit, file, user, this.verdicts);
    if (written.generated) this.#generated.push(written.generated);
    this.#doubts.push(...written.doubts);
    this.#manual.push(...written.manual);
    if (edit.executable) this.#executable.add(file);
    if (written.text !== null) this.#put(edit, file, written.text);
  }

  /** Settings of another tool may be none that can be read; package.json was, or nobody would be here. */
  async #json(edit: Extract<Edit, { kind: 'json' }>): Promise<void> {
    const { measure, file, merge } = edit;
    try {
      this.#put(edit, file, mergeJson(await this.read(file), merge, file));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const snippet = JSON.stringify(merge, null, 2);
      this.#manual.push({ measure, file, line: 1, reason: 'The file is not an object in JSON.', snippet });
    }
  }

  async #dependency(edit: Extract<Edit, { kind: 'dependency' }>): Promise<void> {
    const { name, dev, range } = edit.dependency;
    const merge = { [dev ? 'devDependencies' : 'dependencies']: { [name]: range } };
    this.#put(edit, 'package.json', mergeJson(await this.read('package.json'), merge));
    this.#dependencies.push(edit.dependency);
  }

  async #hook(edit: Extract<Edit, { kind: 'hook' }>): Promise<void> {
    const { file, form, command, manual, measure } = edit;
    try {
      const result = await addHook(await this.read(file), form, command, file);
      if (form === 'script') this.#executable.add(file);
      this.#put(edit, file, result);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#manual.push({ measure, file, ...manual });
    }
  }

  async #withoutHook(edit: Extract<Edit, { kind: 'without-hook' }>): Promise<void> {
    const { file, form, command } = edit;
    const text = await this.read(file);
    const result = text === null ? null : dropHook(text, form, command, file);
    this.#put(edit, file, result);
    // Of a script that we made, nothing but its first line is left.
    if (result !== null && form === 'script' && /^(#!.*)?\s*$/.test(result)) this.#after.set(file, null);
  }

  async #withoutLines(edit: Extract<Edit, { kind: 'without-lines' }>): Promise<void> {
    const text = await this.read(edit.file);
    const result = text === null ? null : dropLines(text, edit.lines);
    this.#put(edit, edit.file, result);
    // A file of which nothing is left, but the head of a table of TOML, was ours.
    if (result !== null && /^\s*(\[[^\]]*\]\s*)?$/.test(result)) this.#after.set(edit.file, null);
  }

  async #withoutDependency(edit: Extract<Edit, { kind: 'without-dependency' }>): Promise<void> {
    const text = await this.read('package.json');
    const paths = ['dependencies', 'devDependencies'].map((section) => [section, edit.name]);
    const result = text === null ? null : dropMembers(text, paths);
    this.#put(edit, 'package.json', result);
    if (result !== null) this.#removed.push(edit.name);
  }
}
