import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commit, git, repository, run, tempered } from '../support/tempered';
import { treeOf } from '../support/tree';
import { temporaryFolder } from '../temporary';

const APP = {
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node app.js" }, "dependencies": { "express": "^5.1.0" } }\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  'app.js': "const express = require('express');\nconst app = express();\napp.listen(3000);\n",
};
const HARDEN = ['harden', '--yes', '--no-verify', '--only', 'headers'];

/** A committed app, and a package manager that does this. */
async function project(npm: string) {
  const bin = await temporaryFolder({ npm: `#!/bin/sh\n${npm}\n` });
  await chmod(join(bin, 'npm'), 0o755);
  const root = await temporaryFolder(APP);
  await commit(root, 'start');
  const env = { PATH: bin + delimiter + process.env['PATH']! };
  return { root, env, before: await treeOf(root), run: (...args: string[]) => tempered(args, root, env) };
}

describe('the command line', () => {
  it('undoes a run with its packages, and says again what it is left with', async () => {
    const { root, before, run } = await project(
      'echo "{}" > package-lock.json; echo "installing $*"; mkdir -p node_modules',
    );
    expect(await run(...HARDEN)).toMatchObject({ code: 0 });
    expect(await git(root, 'status', '--porcelain')).toContain('package-lock.json');
    const { code, stderr } = await run('undo', '--yes');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/\$ .*npm install[^]*put back app\.js[^]*removed security\/headers\.js/);
    expect(await treeOf(root)).toEqual(before);
    expect(existsSync(join(root, '.git/tempered'))).toBe(false);
  });

  it('keeps the edits where the packages cannot be installed, and puts them back with --atomic', async () => {
    const { root, before, run } = await project('echo "no network" >&2; echo "{}" > package-lock.json; exit 1');
    const atomic = await run(...HARDEN, '--atomic');
    expect(atomic).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/no network[^]*could not be installed/) as string,
    });
    expect(await treeOf(root)).toEqual(before);
    const kept = await run(...HARDEN);
    expect(kept).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/Installing failed.*Run: .*npm install/) as string,
    });
    expect(existsSync(join(root, 'security/headers.js'))).toBe(true);
    expect((await run('undo', '--no-install')).code).toBe(0);
    expect(await treeOf(root)).toEqual(before);
  });

  it('looks after a run that was killed while packages were installed', async () => {
    const { root, env, before, run } = await project('echo "{ half" > package-lock.json; touch installing; sleep 20');
    const child = spawn(process.execPath, [join(repository, 'bin/tempered.js'), ...HARDEN], {
      cwd: root,
      env: { ...process.env, ...env },
      detached: true,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (!existsSync(join(root, 'installing'))) await setTimeout(20);
    // Both of them, as the end of a machine would.
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
    expect(await run('check')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/An earlier run .* was interrupted: .*\n.*tempered undo/) as string,
    });
    expect((await run('undo', '--no-install')).code).toBe(0);
    const { installing: _, ...tree } = await treeOf(root);
    expect(tree).toEqual(before);
    expect((await run('check', '--fail-on', 'none')).code).toBe(0);
  });

  it('changes nothing the second time, the undo data included, and is undone without git', async () => {
    const root = await temporaryFolder(APP);
    const before = await treeOf(root);
    const args = [...HARDEN, '--no-install'];
    expect((await tempered(args, root)).code).toBe(0);
    const hardened = await treeOf(root);
    expect(Object.keys(hardened)).toContain('.tempered/undo/runs/000001/journal.json');
    expect((await tempered(args, root)).code).toBe(0);
    expect(await treeOf(root)).toEqual(hardened);
    expect((await tempered(['undo'], root)).code).toBe(0);
    expect(await treeOf(root)).toEqual(before);
  });

  it('goes on where nobody reads what it prints', async () => {
    const root = await temporaryFolder(APP);
    const command = `'${process.execPath}' '${join(repository, 'bin/tempered.js')}' ${HARDEN.join(' ')} --no-install --format json`;
    const script = `${command} 2>&1 | true; echo "exit code \${PIPESTATUS[0]}"`;
    const { stdout } = await run('bash', ['-c', script], root);
    expect(stdout).toContain('exit code 0');
    expect(existsSync(join(root, 'security/headers.js'))).toBe(true);
  });
});
