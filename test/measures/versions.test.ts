import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { rowFor } from '../../src/frameworks/index';
import { measures } from '../../src/measures/index';
import { readProject } from '../../src/project/model';
import { makePlan } from '../../src/steps/plan';
import type { Answers, JsonObject, Measure, Project } from '../../src/types';
import { asCommonJs, smallest } from '../smallest';
import { tool } from '../../src/version';
import { temporaryFolder } from '../temporary';

// The workflow names the version of tempered that wrote it: a release is no other output.
tool.version = '0.1.0';
const FILE = fileURLToPath(new URL('versions.json', import.meta.url));

/** What makes the measures write something: a login, CORS, a secret, a redirect. */
const BUSY = `import express from 'express';
import cors from 'cors';
import jwt from 'jsonwebtoken';
const app = express();
app.use(cors());
app.use(express.json());
app.post('/login', (req, res) => {
  if (!req.body.email.length || !req.body.password.length) return res.status(401).end();
  res.json({ token: jwt.sign({ sub: req.body.email }, process.env.JWT_SECRET) });
});
app.listen(process.env.PORT);
`;
const APPS: [name: string, dependencies: Record<string, string>, code: string][] = [
  ...smallest.map(([name, dependencies, code]): (typeof APPS)[number] => [name, dependencies, code]),
  ...['^4.0.0', '^5.0.0'].map((express): (typeof APPS)[number] => [
    `express ${express}, busy`,
    { express, cors: '^2.8.0', jsonwebtoken: '^9.0.0' },
    BUSY,
  ]),
];
const TSCONFIG = JSON.stringify({
  compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext', strict: true },
});

async function projects(): Promise<Project[]> {
  const all: Project[] = [];
  for (const [, dependencies, code] of APPS) {
    const manifest = { name: 'app', dependencies };
    const forms: Record<string, string>[] = [
      {
        'app.ts': code,
        'tsconfig.json': TSCONFIG,
        'package.json': JSON.stringify({ ...manifest, type: 'module', main: 'app.ts' }),
      },
      { 'app.js': asCommonJs(code), 'package.json': JSON.stringify({ ...manifest, main: 'app.js' }) },
    ];
    for (const files of forms)
      all.push(await readProject({ directory: await temporaryFolder(files), readRecord: () => Promise.resolve(null) }));
  }
  return all;
}

/** Every default, and each other choice of each question. */
function answerSets(measure: Measure, project: Project): Answers[] {
  const questions = measure.questions(project);
  const defaults = Object.fromEntries(questions.map(({ id, default: value }) => [id, value]));
  const others = questions.flatMap(({ id, kind, options = [] }) =>
    (kind === 'confirm' ? [true, false] : options.map(({ value }) => value)).map((value) => ({
      ...defaults,
      [id]: value,
    })),
  );
  return [defaults, ...others];
}

const known = new Map<string, string>();

/** Most answers change one file: the others are rendered once. */
function rendered(template: string, data: JsonObject, { form, style }: Project): string {
  const key = JSON.stringify([template, data, form]);
  const text = known.get(key) ?? renderTemplate(template, data, form, style);
  known.set(key, text);
  return text;
}

/** All that a measure writes into files of its own, the index it needs included. */
function outputOf(measure: Measure, project: Project): Set<string> {
  if (measure.bindings && !rowFor(measure.bindings, project.framework)) return new Set();
  const parts = answerSets(measure, project).flatMap((answers) =>
    makePlan(project, [measure], [], answers).edits.flatMap((edit): string[] =>
      edit.kind === 'template'
        ? [edit.file, rendered(edit.template, edit.data, project)]
        : edit.kind === 'lines'
          ? edit.lines.map(({ text }) => text)
          : [],
    ),
  );
  return new Set(parts);
}

it('no measure writes anything else without a new version', async () => {
  const all = await projects();
  const recorded = JSON.parse(await readFile(FILE, 'utf8')) as Record<string, { version: number; output: string }>;
  const now = Object.fromEntries(
    measures.map((measure) => {
      const hash = createHash('sha256');
      for (const part of all.flatMap((project) => [...outputOf(measure, project)])) hash.update(part).update('\0');
      return [measure.id, { version: measure.version, output: hash.digest('hex').slice(0, 16) }];
    }),
  );
  const forgotten = measures
    .filter(({ id, version }) => recorded[id]?.version === version && recorded[id]?.output !== now[id]!.output)
    .map(({ id }) => id);
  expect(forgotten, 'their output changed: raise `version` in src/measures/<id>/index.ts').toEqual([]);
  // TEMPERED_WRITE_VERSIONS=1 takes over what belongs to a new version, and nothing else.
  if (process.env['TEMPERED_WRITE_VERSIONS']) await writeFile(FILE, `${JSON.stringify(now, null, 2)}\n`);
  else expect(recorded, 'run TEMPERED_WRITE_VERSIONS=1 npx vitest run test/measures/versions.test.ts').toEqual(now);
});
