import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import { afterAll, describe, expect, it } from 'vitest';
import { renderTemplate } from '../src/edits/template';
import { measures } from '../src/measures/index';
import { probes } from '../src/measures/probes';
import { readProject } from '../src/project/model';
import { frameworks, rowFor } from '../src/frameworks/index';
import type { Answers, Measure, Project } from '../src/types';
import { asCommonJs, smallest } from './smallest';
import { writeFiles } from './temporary';

const root = fileURLToPath(new URL('..', import.meta.url));
const severities = ['critical', 'high', 'medium', 'low', 'info'];
const tsconfig = (module: string): string =>
  JSON.stringify({ compilerOptions: { module, moduleResolution: module, esModuleInterop: true, strict: true } });
/** The smallest app of a framework, in each form that a generated module can take. */
const formsOf = (code: string): [form: string, type: string, files: Record<string, string>][] => [
  ['ts/esm', 'module', { 'app.ts': code, 'tsconfig.json': tsconfig('NodeNext') }],
  ['ts/cjs', 'commonjs', { 'app.ts': code, 'tsconfig.json': tsconfig('CommonJS').replace('"CommonJS",', '"Node10",') }],
  ['js/esm', 'module', { 'app.js': code }],
  ['js/cjs', 'commonjs', { 'app.js': asCommonJs(code) }],
];

const cases = smallest.flatMap(([framework, dependencies, code]) =>
  formsOf(code).map(([form, type, files]): Case => [`${framework}, ${form}`, { form, type, files, dependencies }]),
);
type Case = [
  title: string,
  app: { form: string; type: string; files: Record<string, string>; dependencies: Record<string, string> },
];

const known = new Map<Case[1], Promise<Project>>();
// What the model has not read yet, it reads when a measure asks: the folders stay to the end.
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** The model of a case's app: it is the same for all measures. */
function projectIn(app: Case[1]): Promise<Project> {
  const project = known.get(app) ?? readCase(app);
  known.set(app, project);
  return project;
}

async function readCase({ type, files, dependencies }: Case[1]): Promise<Project> {
  const main = Object.keys(files)[0]!;
  const manifest = { name: 'app', type, main, dependencies };
  const directory = await mkdtemp(path.join(tmpdir(), 'tempered contract '));
  folders.push(directory);
  await writeFiles(directory, { ...files, 'package.json': JSON.stringify(manifest) });
  return readProject({ directory, readRecord: () => Promise.resolve(null) });
}

const defaults = (measure: Measure, project: Project): Answers =>
  Object.fromEntries(measure.questions(project).map((question) => [question.id, question.default]));

/** Parses as what the extension promises: no types in JavaScript, no import in a script. */
function parses(code: string, { form }: Project): void {
  const script = form.language === 'js' && form.module === 'cjs';
  parse(code, { sourceType: script ? 'script' : 'module', plugins: form.language === 'ts' ? ['typescript'] : [] });
}

describe('the registry of frameworks', () => {
  it('has the smallest app of each', () => {
    expect(smallest.map(([framework]) => framework).sort()).toEqual(frameworks.map(({ id }) => id).sort());
  });
});

describe('the registry', () => {
  it('has every measure once', () => {
    const ids = measures.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every rule once', () => {
    const ids = measures.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the probes', () => {
  it('are there once each', () => {
    const ids = probes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('prove everything of the list of 28', () => {
    const numbers = new Set(probes.flatMap((probe) => probe.numbers ?? []));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  });

  it.each(probes.map((probe) => [probe.id, probe] as const))('%s says what it is about', async (id, probe) => {
    expect(id).toMatch(/^[a-z-]+\/[a-z][a-z-]*$/);
    await expect(access(path.join(root, 'src/measures', id.split('/')[0]!, 'probes.ts'))).resolves.toBeUndefined();
    expect(probe.attack).toMatch(/^.{8,45}$/);
    expect(probe.proves).toMatch(/\.$/);
    expect(probe.cwe).toMatch(/^CWE-\d+$/);
    expect(new URL(probe.reference).protocol).toBe('https:');
  });
});

describe.each(measures.map((measure) => [measure.id, measure] as const))('the measure %s', (id, measure) => {
  it('lives in a folder of its name', async () => {
    await expect(access(path.join(root, 'src/measures', id, 'index.ts'))).resolves.toBeUndefined();
  });

  it('says what it is about', () => {
    expect(measure.version).toBeGreaterThanOrEqual(1);
    expect(measure.meta.title).not.toBe('');
    expect(measure.meta.summary).toMatch(/\.$/);
    expect(measure.meta.references.length).toBeGreaterThan(0);
    for (const cwe of measure.meta.cwe) expect(cwe).toMatch(/^CWE-\d+$/);
  });

  it('has a page', async () => {
    const page = await readFile(path.join(root, 'docs/measures', `${id}.md`), 'utf8');
    expect(page).toContain(`# ${measure.meta.title}\n`);
    expect(page.split('<!-- End of the generated part. -->')[1]).toMatch(/^## What it adds$/m);
  });

  it('has rules with an id of its own, a severity, a CWE and a summary, that can find something', () => {
    for (const rule of measure.rules) {
      expect(rule.id).toMatch(new RegExp(`^${id}/[a-z][a-z0-9-]*$`));
      expect(severities).toContain(rule.severity);
      expect(rule.cwe).toMatch(/^CWE-\d+$/);
      expect(rule.summary).toMatch(/\.$/);
      // What others find, it only describes.
      if (!rule.deps && !rule.history) expect(rule.create ?? rule.check ?? rule.text).toBeTypeOf('function');
    }
  });

  it('has all the probes of its name', () => {
    expect(measure.probes ?? []).toEqual(probes.filter((probe) => probe.id.startsWith(`${id}/`)));
    // What a measure mends in the user's own code has no request that would show it in every app.
    if (measure.meta.group !== 'code') expect(measure.probes).not.toEqual([]);
  });

  it.each(cases)('asks questions of its own with defaults, in %s', async (_title, app) => {
    for (const question of measure.questions(await projectIn(app))) {
      expect(question.id).toMatch(new RegExp(`^${id}\\.[a-z]\\w*$`));
      if (question.default !== '') expect(question.flaw?.(String(question.default)) ?? null).toBeNull();
      if (question.options) expect(question.options.map(({ value }) => value)).toContain(question.default);
      if (question.options)
        expect(question.options.map(({ value }) => value)).toContain(question.fresh ?? question.default);
    }
  });

  it.each(cases)('renders what its bindings plug in, alone and beside all others, in %s', async (_title, app) => {
    const project = await projectIn(app);
    expect(`${project.form.language}/${project.form.module}`).toBe(app.form);
    const binding = rowFor(measure.bindings ?? {}, project.framework);
    for (const chosen of binding ? [[id], measures.map((each) => each.id)] : []) {
      const { files, data, first = [] } = binding!(project, defaults(measure, project), new Set(chosen));
      for (const template of Object.values(files)) {
        parses(renderTemplate(template, data, project.form, project.style), project);
      }
      for (const { module, why } of first) {
        expect(Object.keys(files)).toContain(module);
        expect(why).not.toBe('');
      }
    }
  });

  it.each(cases)('renders the templates of its plan, in %s', async (_title, app) => {
    const project = await projectIn(app);
    for (const edit of measure.plan(project, [], defaults(measure, project), new Set([id]))) {
      expect(edit.measure).toBe(id);
      if (edit.kind !== 'template') continue;
      const text = renderTemplate(edit.template, edit.data, project.form, project.style);
      if (edit.template.endsWith('.ts')) parses(text, project);
      else expect(text).not.toMatch(/<%|undefined/);
    }
  });
});
