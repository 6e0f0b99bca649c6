import { expect, it } from 'vitest';
import { git, tempered } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';
import { plain } from './project';

/** Files; what is done with all of them at once fails at some ten thousands. */
const COUNT = process.env['TEMPERED_TEST_ALL'] === '1' ? 130_000 : 2000;

it(`a project of ${COUNT} files is looked at and hardened, with and without git`, { timeout: 300_000 }, async () => {
  const root = await temporaryFolder(plain);
  const names = Array.from({ length: COUNT }, (_, at) => `lib/${at % 500}/f${at}.js`);
  await writeFiles(root, Object.fromEntries(names.map((name, at) => [name, `exports.a = ${at % 9};\n`])));
  await writeFiles(root, { 'lib/0/last.js': 'exports.f = (a) => eval(a);\n' });
  for (const withGit of [false, true]) {
    if (withGit) {
      await git(root, 'init', '-q');
      await git(root, 'config', 'gc.auto', '0'); // it would go on behind the test
      await git(root, 'add', '-A');
      await git(root, 'commit', '-q', '-m', 'first');
    }
    const { code, stdout } = await tempered(['check', '--only', 'injection', '--fail-on', 'none'], root);
    expect([code, stdout]).toEqual([0, expect.stringContaining('lib/0/last.js')]);
  }
  const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify'], root);
  expect(code, stderr).toBe(0);
  expect(await git(root, 'status', '--porcelain', '--', 'lib')).toBe('');
});
