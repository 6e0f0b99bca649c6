import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { writeFiles } from '../temporary';
import { webModules } from './data';
import { compile, type FormName, forms, installFor, type Installation, ownStyle } from './workshop';

const typed = (Object.keys(forms) as FormName[]).filter((name) => forms[name].form.language === 'ts');
const plan: [framework: string, major: number, names: FormName[]][] = [
  ['express', 4, typed],
  ['express', 5, typed],
  ['fastify', 4, typed],
  ['fastify', 5, typed],
  ['koa', 2, typed],
  ['koa', 3, typed],
  ['hono', 4, typed],
];

describe.each(plan)('on %s %i', (framework, major, names) => {
  let installation: Installation;
  beforeAll(async () => {
    const sessions = ['express-session@1', '@types/express-session@1'];
    installation = await installFor(framework, major, framework === 'express' ? sessions : []);
  }, 120_000);
  afterAll(() => installation.remove());

  it.each(names)(
    'the modules against attacks on browsers compile as %s',
    async (name) => {
      const { form, options } = forms[name];
      const modules = webModules(framework);
      const files = modules.map(({ module, template, data }) => [
        `src/${module}${form.extension}`,
        renderTemplate(template, data, form, ownStyle),
      ]);
      const cwd = path.join(installation.folder, name);
      const type = form.module === 'esm' ? 'module' : 'commonjs';
      await writeFiles(cwd, { 'package.json': JSON.stringify({ type }), ...Object.fromEntries(files) });
      await expect(compile(cwd, options!)).resolves.toBeUndefined();
    },
    60_000,
  );
});
