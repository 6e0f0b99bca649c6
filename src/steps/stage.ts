import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCodemod } from '../edits/codemods';
import { mergeJson } from '../edits/json';
import { ensureLines } from '../edits/lines';
import { renderTemplate } from '../edits/template';
import type { ChangeSet, Edit, FileChange, Manual, Package, Project } from '../types';
import { mergeGenerated, readBase } from './record';

/** Folds the edits, in order, over an in-memory tree. What it returns is what is previewed and what is written. */
export async function stage(project: Project, edits: readonly Edit[]): Promise<ChangeSet> {
  const tree = new Tree(project);
  for (const edit of edits) await tree.apply(edit);
  return tree.changeSet();
}

class Tree {
  readonly #before = new Map<string, string | null>();
  readonly #after = new Map<string, string | null>();
  readonly #rendered = new Map<string, string>();
  readonly #measures = new Map<string, Set<string>>();
  readonly #dependencies: Package[] = [];
  readonly #manual: Manual[] = [];

  constructor(readonly project: Project) {}

  async apply(edit: Edit): Promise<void> {
    switch (edit.kind) {
      case 'codemod':
        return this.#codemod(edit);
      case 'template':
        return this.#template(edit);
      case 'json':
        return this.#put(edit, edit.file, mergeJson(await this.#read(edit.file), edit.merge));
      case 'lines':
        return this.#put(edit, edit.file, ensureLines(await this.#read(edit.file), edit.lines));
      case 'dependency':
        return this.#dependency(edit);
    }
  }

  changeSet(): ChangeSet {
    const changes = [...this.#measures].flatMap(([file, measures]): FileChange[] => {
      const [before, after] = [this.#before.get(file) ?? null, this.#after.get(file) ?? null];
      const rendered = this.#rendered.get(file);
      if (before === after && rendered === undefined) return [];
      return [{ file, before, after, measures: [...measures], ...(rendered === undefined ? {} : { rendered }) }];
    });
    return { changes, dependencies: this.#dependencies, manual: this.#manual, advice: [] };
  }

  async #read(file: string): Promise<string | null> {
    const known = this.#after.get(file);
    if (known !== undefined) return known;
    const text = await readFile(join(this.project.root, file), 'utf8').catch(() => null);
    this.#before.set(file, text);
    this.#after.set(file, text);
    return text;
  }

  /** Null leaves the file as it is. */
  #put({ measure }: Edit, file: string, text: string | null): void {
    this.#measures.set(file, (this.#measures.get(file) ?? new Set()).add(measure));
    if (text !== null) this.#after.set(file, text);
  }

  async #codemod(edit: Extract<Edit, { kind: 'codemod' }>): Promise<void> {
    const text = await this.#read(edit.file);
    const result = text === null ? undefined : runCodemod(edit.codemod, edit.file, text, edit.options);
    if (result !== undefined) return this.#put(edit, edit.file, result);
    if (edit.present !== null && text?.includes(edit.present)) return;
    this.#manual.push({ measure: edit.measure, file: edit.file, ...edit.manual });
  }

  /** A new rendering of a file that the user has edited is merged with it; where both changed a line, theirs stays. */
  async #template(edit: Extract<Edit, { kind: 'template' }>): Promise<void> {
    const { project } = this;
    const rendered = renderTemplate(edit.template, edit.data, project.form, project.style);
    const user = await this.#read(edit.file);
    const recorded = project.record?.files[edit.file] !== undefined;
    if (user === null && recorded)
      return this.#leave(edit, rendered, 'You deleted this file; it was not written again.');
    if (user !== null && !recorded && user !== rendered)
      return this.#leave(edit, null, 'A file of this name is there already.');
    const base = recorded ? await readBase(project.root, edit.file) : null;
    const merged =
      user !== null && recorded
        ? mergeGenerated({ base, theirs: rendered, user })
        : { text: rendered, conflict: false };
    if (merged.conflict)
      return this.#leave(edit, null, 'Your edits and the new version change the same lines; yours were kept.');
    this.#rendered.set(edit.file, rendered);
    this.#put(edit, edit.file, merged.text);
  }

  #leave(edit: Extract<Edit, { kind: 'template' }>, rendered: string | null, reason: string): void {
    if (rendered !== null) this.#rendered.set(edit.file, rendered);
    this.#manual.push({ measure: edit.measure, file: edit.file, line: null, reason, snippet: null });
  }

  async #dependency(edit: Extract<Edit, { kind: 'dependency' }>): Promise<void> {
    const { name, dev, range } = edit.dependency;
    const merge = { [dev ? 'devDependencies' : 'dependencies']: { [name]: range } };
    this.#put(edit, 'package.json', mergeJson(await this.#read('package.json'), merge));
    this.#dependencies.push(edit.dependency);
  }
}
