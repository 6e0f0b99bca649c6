import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { renderTemplate } from '../../src/edits/template';
import type { JsonObject } from '../../src/types';
import { writeFiles } from '../temporary';
import { compile, type FormName, forms, ownStyle } from './workshop';

/** Modules by name, each with its template. */
export type Modules = Record<string, string>;

/** A temporary folder with a few packages, in which rendered modules are loaded and compiled. */
export class Bench {
  #count = 0;

  private constructor(readonly folder: string) {}

  static async with(packages: string[]): Promise<Bench> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tempered-bench-'));
    await writeFiles(folder, { 'package.json': '{"private": true}' });
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
    await promisify(execFile)('npm', ['install', ...flags, ...packages], { cwd: folder });
    return new Bench(folder);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** Loads a package of the folder. */
  require<Exports>(name: string): Exports {
    return createRequire(path.join(this.folder, 'x.js'))(name) as Exports;
  }

  /** Writes modules into a folder of their own, as a project of the form has them. */
  async write(modules: Modules, data: JsonObject, formName: FormName): Promise<string> {
    const { form, options } = forms[formName];
    const cwd = path.join(this.folder, `${formName}-${this.#count++}`);
    const files = Object.entries(modules).map(([name, template]) => [
      `src/${name}${form.extension}`,
      renderTemplate(template, data, form, ownStyle),
    ]);
    const type = form.module === 'esm' ? 'module' : 'commonjs';
    await writeFiles(cwd, { 'package.json': JSON.stringify({ type }), ...Object.fromEntries(files) });
    if (options) await compile(cwd, options);
    return path.join(cwd, form.language === 'js' ? 'src' : 'dist');
  }

  /** Loads the first of the modules, a new one with every call. */
  async load<Exports>(modules: Modules, data: JsonObject = {}): Promise<Exports> {
    const folder = await this.write(modules, data, 'js-cjs');
    return this.require(path.join(folder, Object.keys(modules)[0]!));
  }
}
