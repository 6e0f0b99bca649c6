import { describe, expect, it } from 'vitest';
import { renderCode } from '../../src/edits/template';
import { plainApps } from '../e2e/plain/all';
import { commit, git } from '../support/tempered';
import { forms, ownStyle } from '../templates/workshop';
import { temporaryFolder } from '../temporary';
import { APP, harden, read } from './project';

/** Hardens, takes every measure out again, and says which files are not as they were. */
async function outAndBack(files: Record<string, string>): Promise<{ changed: string; said: string }> {
  const cwd = await temporaryFolder({ ...files, '.gitignore': 'node_modules\n.env\n.env.*\n!.env.example\n' });
  await commit(cwd, 'plain');
  const first = await harden(cwd);
  expect(first.code, first.stderr).toBe(0);
  await commit(cwd, 'hardened');
  const { measures } = JSON.parse(await read(cwd, '.tempered/record.json')) as { measures: object };
  expect(Object.keys(measures).length).toBeGreaterThan(4);
  const { code, stderr } = await harden(cwd, '--remove', Object.keys(measures).join(','));
  expect(code, stderr).toBe(0);
  await commit(cwd, 'removed');
  return { changed: await git(cwd, 'diff', 'HEAD~2', '--', '.', ':!.env.example'), said: stderr };
}

describe('everything that harden adds can be removed', { timeout: 60_000 }, () => {
  it('of a small app', async () => {
    expect((await outAndBack(APP)).changed).toBe('');
  });

  it.each(plainApps.map((app) => [app.title ?? app.framework, app] as const))('of %s', async (_title, app) => {
    const { form } = forms['ts-esm'];
    const major = app.majors.at(-1)!;
    const sources = Object.entries(app.sources(major)).map(([file, text]) => [
      `src/${file}.ts`,
      renderCode(text, form, ownStyle),
    ]);
    const manifest = {
      name: 'plain',
      type: 'module',
      main: 'src/server.ts',
      dependencies: app.dependencies(major),
      devDependencies: { ...app.types, typescript: '*' },
    };
    const tsconfig = { compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext', strict: true } };
    const { changed, said } = await outAndBack({
      ...(Object.fromEntries(sources) as Record<string, string>),
      'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
      'tsconfig.json': `${JSON.stringify(tsconfig, null, 2)}\n`,
    });
    expect(changed, said).toBe('');
  });
});
