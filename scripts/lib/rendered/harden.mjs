// The plain app of each framework, hardened with one measure at a time, in memory.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from '../load.mjs';

const { audit, frameworks, makePlan, measures, plainApps, readProject, renderCode, stage } = await load(
  'src/steps/audit.ts',
  'src/frameworks/index.ts',
  'src/steps/plan.ts',
  'src/measures/index.ts',
  'test/e2e/plain/all.ts',
  'src/project/model.ts',
  'src/edits/template.ts',
  'src/steps/stage.ts',
);

const FORM = { language: 'ts', module: 'esm', extension: '.ts', importExtension: '.js', interop: true, brackets: true };
const STYLE = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };
const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext', target: 'es2022', outDir: 'dist', rootDir: 'src', strict: true, verbatimModuleSyntax: true,
    noPropertyAccessFromIndexSignature: true,
  },
  include: ['src'],
}; // prettier-ignore

/** A day that stays, for files that tell one: pages that change with the calendar would be out of step tomorrow. */
const DAY = Date.parse('2026-01-01T00:00:00Z');

/** Does something with the models of the plain apps: `{ title, project }`, of the newest major of each framework. */
async function withProjects(work) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tempered-rendered-'));
  try {
    const all = [];
    for (const app of plainApps) {
      const directory = path.join(folder, String(all.length), 'plain');
      await write(directory, filesOf(app));
      const { title } = frameworks.find(({ id }) => id === app.framework);
      const name = app.title?.includes(' on ') ? `${title} on Fastify` : title;
      all.push({ title: name, project: await readProject({ directory, readRecord: async () => null }) });
    }
    return await work(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function filesOf(app) {
  const major = app.majors.at(-1);
  const sources = Object.entries(app.sources(major)).map(([name, text]) => [
    `src/${name}.ts`,
    renderCode(text, FORM, STYLE),
  ]);
  const manifest = {
    name: 'plain',
    type: 'module',
    scripts: { build: 'tsc', start: 'node dist/server.js' },
    dependencies: app.dependencies(major),
    devDependencies: { ...app.types, '@types/node': '*', typescript: '*' },
  };
  return {
    ...Object.fromEntries(sources),
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'package-lock.json': '{ "lockfileVersion": 3 }\n',
    'tsconfig.json': `${JSON.stringify(TSCONFIG, null, 2)}\n`,
    '.gitignore': 'node_modules\ndist\n',
    '.git/HEAD': 'ref: refs/heads/main\n',
  };
}

async function write(directory, files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
}

/** What one measure does to the app with these answers, each of its fixes included. */
async function harden(measure, project, answers) {
  const findings = audit(project, [measure]).filter(({ fix }) => fix === 'automatic');
  const plan = makePlan(project, [measure], findings, answers);
  return { ...(await stage(project, plan.edits)), served: plan.measures.length > 0 };
}

/** The defaults first, then each other choice, one at a time: `{ setting, changes, … }`. */
async function variants(measure, project) {
  const questions = measure.questions(project);
  const defaults = Object.fromEntries(questions.map(({ id, default: value }) => [id, value]));
  const others = questions.flatMap(({ id, kind, options = [], default: value }) =>
    (kind === 'confirm' ? [!value] : options.map((option) => option.value))
      .filter((other) => other !== value)
      .map((other) => ({ setting: `${id}=${other}`, answers: { ...defaults, [id]: other } })),
  );
  const found = [];
  for (const { setting, answers } of [{ setting: null, answers: defaults }, ...others])
    found.push({ setting, ...(await harden(measure, project, answers)) });
  return found;
}

/** Every measure on every framework, as data: `{ all: [{ measure, sections: [{ title, questions, variants }] }], titles }`. */
export const hardened = () =>
  onTheDay(() =>
    withProjects(async (projects) => {
      const all = [];
      for (const measure of measures) {
        const sections = [];
        for (const { title, project } of projects.filter((each) => serves(measure, each)))
          sections.push({ title, questions: measure.questions(project), variants: await variants(measure, project) });
        all.push({ measure, sections });
      }
      return { all, titles: projects.map(({ title }) => title) };
    }),
  );

async function onTheDay(work) {
  const { Date: Real } = globalThis;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [DAY] : given));
    }
    static now = () => DAY;
  };
  try {
    return await work();
  } finally {
    globalThis.Date = Real;
  }
}

/** NestJS needs no row where the one of what it stands on will do. */
const serves = ({ bindings }, { project: { framework } }) =>
  !bindings || framework.id in bindings || framework.server.id in bindings;
