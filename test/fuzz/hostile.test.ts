import { afterAll, describe, expect, it } from 'vitest';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseExpression } from '@babel/parser';
import type { Expression, Node } from '@babel/types';
import { detect } from '../../src/commands/detect';
import { renderTemplate } from '../../src/edits/template';
import { templatesFolder } from '../../src/edits/render/load';
import { rowFor } from '../../src/frameworks/index';
import { measures } from '../../src/measures/index';
import type { Answers, Project } from '../../src/types';
import { smallest } from '../smallest';
import { writeFiles } from '../temporary';
import { HOSTILE, HOSTILE_NAMES } from './hostile';
import { checkText, everything, stageAll } from './run-case';
import type { Files } from './seeds';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function projectOf(files: Files): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'tempered hostile '));
  folders.push(folder);
  await writeFiles(folder, files);
  return detect(folder, { only: [], skip: [] });
}

/** How each framework reads a hostile name of the query on a hostile path. */
const ROUTES: Record<string, (path: string, field: string, index: number) => string> = {
  express: (path, field) => `app.get(${path}, (req, res) => res.json(req.query[${field}].trim()));`,
  fastify: (path, field) => `app.get(${path}, async (req) => req.query[${field}].trim());`,
  hono: (path, field) => `app.get(${path}, (c) => c.text(c.req.query(${field}).trim()));`,
  koa: (path, field) => `router.get(${path}, (ctx) => { ctx.body = ctx.query[${field}].trim(); });`,
  nestjs: (path, field, index) => `@Get(${path}) m${index}(@Query(${field}) value) { return value.trim(); }`,
};
const ROUTER = "import Router from '@koa/router';\nconst router = new Router();\n";

/** The smallest app with every hostile text as a path, a field, a variable of the environment and an origin. */
function appOf(framework: string, dependencies: Record<string, string>, code: string, extension: 'ts' | 'js'): Files {
  const texts = HOSTILE.map((text) => JSON.stringify(text));
  const routes = texts.map((text, index) => ROUTES[framework]!(JSON.stringify(`/${HOSTILE[index]}`), text, index));
  const body = routes.join('\n');
  const reads = texts.map((text) => `if (!process.env[${text}]) throw new Error('missing');`).join('\n');
  const at = (anchor: string, what: string): string => code.replace(anchor, () => `${what}\n${anchor}`);
  const app = {
    express: () => at('app.listen', body),
    fastify: () => at('app.listen', body),
    hono: () => at('serve(', body),
    koa: () => ROUTER + at('app.listen', `${body}\napp.use(router.routes());`),
    nestjs: () =>
      `import { Controller, Get, Module, Query } from '@nestjs/common';\n@Controller()\nclass A {\n${body}\n}\n` +
      code.replace('class AppModule {}', '@Module({ controllers: [A] })\nclass AppModule {}'),
  }[framework]!();
  return {
    'package.json': JSON.stringify({ name: HOSTILE[0], type: 'module', main: `app.${extension}`, dependencies }),
    [`app.${extension}`]: `${app}\n${reads}\n`,
    ...(extension === 'ts' ? { 'tsconfig.json': '{ "compilerOptions": { "module": "NodeNext" } }' } : {}),
  };
}

const all = process.env['TEMPERED_TEST_ALL'] === '1';
const cases = smallest.flatMap(([framework, dependencies, code]) =>
  (all || framework === 'nestjs' ? (['ts', 'js'] as const) : (['js'] as const)).map(
    (extension) => [`${framework}, ${extension}`, appOf(framework, dependencies, code, extension)] as const,
  ),
);

describe.each(cases)('what strangers write stays text, in %s:', (_name, files) => {
  it('paths, fields and names of variables', async () => {
    const project = await projectOf(files);
    const changes = await stageAll(project, everything);
    expect(changes.map(({ file }) => file)).toContain('.env.example');
    // The names are really there, as text.
    if (project.framework.id !== 'nestjs')
      expect(changes.filter(({ after }) => after?.includes('PWNED')).length).toBeGreaterThan(1);
  });

  it('answers, even unchecked', async () => {
    const project = await projectOf(files);
    for (const measure of measures) {
      const questions = measure.questions(project);
      const usual = Object.fromEntries(questions.map((question) => [question.id, question.default]));
      for (const { id, kind } of questions)
        for (const text of kind === 'text' ? HOSTILE : []) render(project, measure, { ...usual, [id]: text });
    }
  });
});

function render(project: Project, measure: (typeof measures)[number], answers: Answers): void {
  const chosen = new Set(measures.map(({ id }) => id));
  const binding = measure.bindings && rowFor(measure.bindings, project.framework);
  const { files = {}, data = {} } = binding?.(project, answers, chosen) ?? {};
  const { form, style } = project;
  for (const template of Object.values(files))
    checkText(`a${form.extension}`, null, renderTemplate(template, data, form, style));
  for (const edit of measure.plan(project, [], answers, chosen)) {
    if (edit.kind === 'template') checkText(edit.file, null, renderTemplate(edit.template, edit.data, form, style));
    if (edit.kind === 'lines' && edit.file === '.env.example')
      checkText(edit.file, null, edit.lines.map(({ text }) => text).join('\n'));
  }
}

it.each(all ? HOSTILE_NAMES : HOSTILE_NAMES.slice(0, 8))(
  'an app in the folder %j is imported from there',
  async (name) => {
    const project = await projectOf({
      'package.json': JSON.stringify({ main: `${name}/app.js`, dependencies: { express: '^5.0.0' } }),
      [`${name}/app.js`]: `const express = require('express');\nconst app = express();\nif (!process.env.A_SECRET) throw 1;
app.post('/login', (req, res) => res.json(req.body.email.trim()));\napp.listen(3000);\n`,
    });
    const changes = await stageAll(project, everything);
    expect(changes.map(({ file }) => file)).toContain(`${name}/security/index.js`);
  },
);

describe('a template', () => {
  /** Texts of our own, of frameworks and measures. */
  const OURS =
    /^(serverType\.(name|from|example)|actions\.\w+|audit\.\w+|lint|app\.(type|shape|from|inner|prepare\.(why|code))|below\.(type|from)|module|namespace|type|mount\.(why|name)|given\(mount\)|environment|object|manager\.\w+|framework|line|option|value|name|max|types|used|address|field|who|example|asked|raw|parameter|authorization|session|how\[identity\]|title|how|checkout|check)$/;
  const HELPERS = ['literal', 'key', 'comment', 'yaml', 'json', 'code', 'link', 'inShell', 'number', 'include'];

  /** Whether an expression gives nothing but texts of ours and what a helper has spelled. */
  function isSpelled(node: Expression | Node, text: string): boolean {
    const source = text.slice(node.start!, node.end!);
    if (node.type === 'StringLiteral' || OURS.test(source)) return true;
    if (node.type === 'TemplateLiteral') return node.expressions.every((each) => isSpelled(each, text));
    if (node.type === 'ConditionalExpression')
      return isSpelled(node.consequent, text) && isSpelled(node.alternate, text);
    if (node.type !== 'CallExpression') return false;
    if (node.callee.type === 'Identifier' && HELPERS.includes(node.callee.name)) return true;
    return (
      /^\w+\.map\((literal|key|code|\(\{ name \}\) => literal\(name\))\)\.join\(', '\)$/.test(source) ||
      /^(namesOf\(module\)|passedOn|fields|types|context|stores|services|deployed)\.join\(', '\)$/.test(source) ||
      /^(command\('\w+'\)|user\(literal\(source\)\)|schemaOf\(part, field\)|\['package\.json', manager\.lockfile, \.\.\.settings\]\.join\(' '\))$/.test(
        source,
      )
    );
  }

  const templates = readdirSync(templatesFolder(), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ejs'),
  );
  it.each(templates)('puts nothing as it is, but for texts of ours: %s', async (name) => {
    const text = await readFile(join(templatesFolder(), name), 'utf8');
    const raw = [...text.matchAll(/<%-([^]*?)[-_]?%>/g)].map((match) => match[1]!.trim());
    const unspelled = raw.filter((expression) => !isSpelled(parseExpression(expression), expression));
    expect(unspelled).toEqual([]);
  });
});
