import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, tempered } from '../support/tempered';
import { treeOf } from '../support/tree';
import { writeFiles } from '../temporary';

const APP = {
  'package.json':
    '{ "name": "shop", "scripts": { "start": "node app.js" }, "dependencies": { "express": "^5.1.0" } }\n',
  'app.js': "const express = require('express');\nconst app = express();\napp.listen(3000);\n",
};
const SIZE = 1024;

/** A file system of so many kilobytes; null where this user may make none. */
async function smallDisk(): Promise<string | null> {
  const folder = `/tmp/tempered-test-disk-${process.pid}`;
  await mkdir(folder);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}k`, 'tmpfs', folder], '/');
  if (mounted.code === 0) return folder;
  await rm(folder, { recursive: true });
  return null;
}

const disk = process.platform === 'linux' ? await smallDisk() : null;

describe.runIf(disk !== null)('a real disk that is full', () => {
  let before: Record<string, string>;
  const cwd = path.join(disk ?? '', 'project');
  beforeAll(async () => {
    await writeFiles(cwd, APP);
    before = await treeOf(cwd);
  });
  afterAll(async () => {
    expect(await run('umount', [disk!], '/')).toMatchObject({ code: 0 });
    await rm(disk!, { recursive: true });
  });

  it('leaves everything as it was, however much room is left', { timeout: 240_000 }, async () => {
    const codes: number[] = [];
    for (let room = 0; room <= 480; room += 48) {
      const { stdout } = await run('df', ['--output=avail', '-k', disk!], '/');
      const left = Number(stdout.split('\n')[1]);
      const filler = path.join(disk!, 'filler');
      await writeFile(filler, Buffer.alloc(Math.max(0, left - room) * 1024));
      const { code, stderr } = await tempered(['harden', '--yes', '--no-install', '--no-verify', '--quiet'], cwd);
      codes.push(code);
      if (code !== 0) expect(stderr).toMatch(/the disk is full/);
      if (code !== 0) expect(await treeOf(cwd), `room for ${room} kB, exit code ${code}`).toEqual(before);
      await rm(filler);
      expect((await tempered(['undo', '--quiet'], cwd)).code).toBe(0);
      expect(await treeOf(cwd), `room for ${room} kB, undone`).toEqual(before);
    }
    expect(codes[0]).toBe(3);
    expect(codes).toContain(4);
    expect(codes.at(-1)).toBe(0);
  });

  it('does not keep a run from being undone, but for the room that a lock takes', async () => {
    expect((await tempered(['harden', '--yes', '--no-install', '--no-verify', '--quiet'], cwd)).code).toBe(0);
    const { stdout } = await run('df', ['--output=avail', '-k', disk!], '/');
    const completed = await treeOf(cwd);
    const left = Number(stdout.split('\n')[1]);
    await writeFile(path.join(disk!, 'filler'), Buffer.alloc(left * 1024));
    expect(await tempered(['undo', '--quiet'], cwd)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('the disk is full') as string,
    });
    expect(await treeOf(cwd)).toEqual(completed);
    await writeFile(path.join(disk!, 'filler'), Buffer.alloc((left - 8) * 1024));
    const { code, stderr } = await tempered(['undo', '--quiet'], cwd);
    expect(code, stderr).toBe(0);
    expect(await treeOf(cwd)).toEqual(before);
  });
});
