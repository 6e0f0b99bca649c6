import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { renderCode } from '../../src/edits/template';
import { commit } from '../support/tempered';
import { writeFiles } from '../temporary';
import { compile, type FormName, forms, type Installation, ownStyle } from '../templates/workshop';
import type { PlainApp } from './plain/app';
import { expressApp } from './plain/express';

/** A plain app as a repository of its own, with the packages of the installation. */
export async function makeProject(
  installation: Installation,
  name: string,
  formName: FormName,
  app: PlainApp = expressApp,
): Promise<string> {
  const cwd = path.join(installation.folder, name);
  const { form, options } = forms[formName];
  const extension = form.extension;
  const sources = Object.entries(app.sources(installation.major)).map(([file, text]) => [
    `src/${file}${extension}`,
    renderCode(text, form, ownStyle),
  ]);
  const typed = form.language === 'ts';
  const manifest = {
    name: 'plain',
    type: form.module === 'esm' ? 'module' : 'commonjs',
    scripts: { start: typed ? 'node dist/server.js' : 'node src/server.js' },
    dependencies: app.dependencies(installation.major),
    devDependencies: typed ? { ...app.types, '@types/node': '*', typescript: '*' } : {},
  };
  await writeFiles(cwd, {
    ...Object.fromEntries(sources),
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    '.gitignore': 'node_modules\ndist\n',
  });
  await symlink(path.join(installation.folder, 'node_modules'), path.join(cwd, 'node_modules'));
  if (options) await compile(cwd, { ...options, ...app.compilerOptions });
  await commit(cwd, 'plain');
  return cwd;
}
