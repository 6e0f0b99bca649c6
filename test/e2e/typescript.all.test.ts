import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { compile, type FormName, forms, install, type Installation } from '../templates/workshop';
import { makeProject } from './project';

const names: FormName[] = ['ts-bundler', 'ts-cjs-without-interop', 'ts-cjs-verbatim'];

describe.each([4, 5] as const)('a TypeScript project on Express %s, under its own settings', (express) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await install(express);
  }, 120_000);
  afterAll(() => installation.remove());

  it.each(names)('compiles as before: %s', async (name) => {
    const cwd = await makeProject(installation, name, name);
    const { code, stderr } = await tempered(
      ['--yes', '--no-install', '--no-verify', '--set', 'rate-limit.store=redis'],
      cwd,
    );
    expect(code, stderr).toBe(0);
    await compile(cwd, forms[name].options!);
    await commit(cwd, 'hardened');
    await tempered(['--yes', '--no-install', '--no-verify'], cwd);
    expect(await git(cwd, 'status', '--porcelain')).toBe('');
  });
});
