import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ensureLines } from '../../../src/edits/lines';
import { settings } from '../../../src/measures/supply-chain/settings';
import { readTextIfExists } from '../../../src/project/paths';
import { commit } from '../../support/tempered';
import { temporaryFolder, writeFiles } from '../../temporary';
import { projectWith } from './project';

const run = promisify(execFile);

const managers = [
  ['npm', '11.21.2', /EALLOWGIT/],
  ['pnpm', '10.34.9', /ERR_PNPM_EXOTIC_SUBDEP/],
] as const;

describe.skipIf(!process.env['TEMPERED_TEST_ALL'])('settings, read by the package managers themselves', () => {
  it.each(managers)(
    '%s %s installs what it did, and refuses a repository of git below a package',
    async (name, version, refusal) => {
      const root = await temporaryFolder({
        'app/package.json': '{ "name": "app", "version": "1.0.0", "dependencies": { "ms": "2.1.3" } }',
        'strange/package.json': '{ "name": "strange", "version": "1.0.0" }',
      });
      const app = path.join(root, 'app');
      const install = (): Promise<unknown> =>
        run('npx', ['--yes', `${name}@${version}`, 'install', ...(name === 'npm' ? [] : ['--no-frozen-lockfile'])], {
          cwd: app,
        });
      for (const edit of settings(projectWith({ packageManager: { name, version, elsewhere: false } }), {})) {
        const { file, lines } = edit as Extract<typeof edit, { kind: 'lines' }>;
        await writeFiles(app, { [file]: ensureLines(await readTextIfExists(path.join(app, file)), lines)! });
      }
      await install();
      await commit(path.join(root, 'strange'), 'strange');
      await writeFiles(root, {
        'asking/package.json': JSON.stringify({
          name: 'asking',
          version: '1.0.0',
          dependencies: { strange: `git+file://${path.join(root, 'strange')}` },
        }),
      });
      const { stdout } = await run('npm', ['pack', '--silent'], { cwd: path.join(root, 'asking') });
      const dependencies = { ms: '2.1.3', asking: `file:../asking/${stdout.trim()}` };
      await writeFiles(app, { 'package.json': JSON.stringify({ name: 'app', version: '1.0.0', dependencies }) });
      const failure = await install().then(
        String,
        (error: Error & { stdout: string; stderr: string }) => error.stdout + error.stderr,
      );
      expect(failure).toMatch(refusal);
    },
    180_000,
  );
});
