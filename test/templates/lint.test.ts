import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { rowFor } from '../../src/frameworks/index';
import { measures } from '../../src/measures/index';
import { readProject } from '../../src/project/model';
import { makePlan } from '../../src/steps/plan';
import type { Answers, FrameworkId, Measure, Project } from '../../src/types';
import { smallest } from '../smallest';
import { temporaryFolder } from '../temporary';

const TSCONFIG = JSON.stringify({
  compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext', strict: true },
});
const isOffered = (project: Project) => (measure: Measure) =>
  !measure.bindings || rowFor(measure.bindings, project.framework) !== undefined;

/** The measure with each answer, alone and beside the security log that it tells what it refuses. */
function sets(project: Project): [measures: Measure[], answers: Answers][] {
  const offered = measures.filter(isOffered(project));
  const defaults = Object.fromEntries(
    offered.flatMap((measure) => measure.questions(project)).map(({ id, default: value }) => [id, value]),
  );
  const log = offered.filter(({ id }) => id === 'logging');
  const single = offered.flatMap((measure) =>
    measure
      .questions(project)
      .flatMap(({ id, kind, options = [] }) =>
        (kind === 'confirm' ? [true, false] : options.map(({ value }) => value)).flatMap((value) =>
          [log.filter((each) => each !== measure), []].map((beside): [Measure[], Answers] => [
            [measure, ...beside],
            { ...defaults, [id]: value },
          ]),
        ),
      ),
  );
  return [[offered, defaults], ...offered.map((measure): [Measure[], Answers] => [[measure], defaults]), ...single];
}

const recommended = [...builtinRules]
  .filter(([, { meta }]) => meta?.docs?.recommended)
  .map(([name]) => [name, 'error']);
// What most projects have: the presets as they are.
const ours = { eqeqeq: 'error' };
const configuration = [
  { files: ['**/*.ts'], rules: Object.fromEntries(recommended) },
  ...tseslint.configs.recommended,
  { rules: ours },
  // What `noUnusedParameters` has the compiler refuse, which no project here is compiled with.
  {
    plugins: { compiler: tseslint.plugin },
    rules: { 'compiler/no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_' }] },
  },
] as Linter.Config[];
const linter = new Linter();
/** Most modules are the same on every framework. */
const known = new Set<string>();

/** What the linter says of a module that was not looked at yet. */
function lint(text: string): string[] {
  if (known.has(text)) return [];
  known.add(text);
  const messages = linter.verify(text, configuration, 'module.ts');
  return messages.map(({ ruleId, message, line }) => `${ruleId}, line ${line}: ${message}`);
}

/** The same apps with a log of requests, by what is put in for what. */
const LOGS: Partial<Record<FrameworkId, [text: string | RegExp, instead: string]>> = {
  express: [/$/, ''],
  fastify: ['fastify()', 'fastify({ logger: true })'],
  hono: ['new Hono();', "new Hono();\napp.use(logger());\nimport { logger } from 'hono/logger';"],
  koa: ['new Koa();', "new Koa();\napp.use(logger());\nimport logger from 'koa-logger';"],
};
const logging = smallest.flatMap(([name, dependencies, code]): typeof smallest => {
  const [text, instead] = LOGS[name] ?? [];
  return text === undefined ? [] : [[name, { ...dependencies, morgan: '^1.10.0' }, code.replace(text, instead!)]];
});

it.each([...smallest, ...logging])(
  '%s: no module has what the presets of a linter find, with any answer',
  async (_name, dependencies, code) => {
    const manifest = { name: 'app', type: 'module', main: 'app.ts', dependencies };
    const files = { 'app.ts': code, 'tsconfig.json': TSCONFIG, 'package.json': JSON.stringify(manifest) };
    const directory = await temporaryFolder(files);
    const project = await readProject({ directory, readRecord: () => Promise.resolve(null) });
    const rendered = new Map<string, string>();
    for (const [chosen, answers] of sets(project)) {
      for (const edit of makePlan(project, chosen, [], answers).edits) {
        if (edit.kind !== 'template' || !/\.[cm]?ts$/.test(edit.file)) continue;
        const title = `${edit.template} ${JSON.stringify(edit.data)}`;
        if (!rendered.has(title))
          rendered.set(title, renderTemplate(edit.template, edit.data, project.form, project.style));
      }
    }
    const faults = [...rendered].map(([title, text]) => [title, lint(text)]).filter(([, said]) => said!.length);
    expect(rendered.size).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  },
);
