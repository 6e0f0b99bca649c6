import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { glob } from 'tinyglobby';
import { expect, it } from 'vitest';
import { commit, repository, tempered } from '../support/tempered';
import { treeOf } from '../support/tree';
import { temporaryFolder } from '../temporary';

const APP = {
  'package.json':
    '{\n  "name": "shop",\n  "scripts": { "start": "node app.js" },\n  "dependencies": { "express": "^5.1.0" }\n}\n',
  'app.js': `const express = require('express');
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
app.listen(process.env.PORT || 3000);
`,
};
const HARDEN = ['harden', '--yes', '--no-install', '--no-verify', '--allow-dirty', '--quiet', '--skip', 'supply-chain'];
const STORE = '.git/tempered';
const UNDO = ['undo', '--yes', '--no-install', '--quiet'];

/** Kills the command line with SIGKILL when this many milliseconds have passed; from the first write on, if that is said. */
async function killAfter(milliseconds: number, args: string[], cwd: string, fromWrite: boolean): Promise<void> {
  const child = spawn(process.execPath, [path.join(repository, 'bin/tempered.js'), ...args], { cwd, stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (fromWrite && !existsSync(path.join(cwd, STORE)) && child.exitCode === null) await setTimeout(1);
  await setTimeout(milliseconds);
  child.kill('SIGKILL');
  await ended;
}

/** Milliseconds from the first thing that a run writes to its end. */
async function writingTime(cwd: string): Promise<number> {
  let start = 0;
  const looking = setInterval(() => (start ||= existsSync(path.join(cwd, STORE)) ? Date.now() : 0), 1);
  await tempered(HARDEN, cwd);
  clearInterval(looking);
  return Date.now() - start;
}

/** Whether a run has begun that is neither done nor undone. */
async function isHalfDone(cwd: string): Promise<boolean> {
  const names = await glob(['*/runs/*/*'], { cwd: path.join(cwd, STORE) }).catch(() => []);
  const has = (name: string): boolean => names.some((file) => file.endsWith(`/${name}`));
  return has('journal.json') && (has('undoing') || !has('done.json'));
}

/** Kills at `count` moments that are spread over a run and its undo; after the next command nothing is half done. */
export function killsOfTheCommandLine(count: number): void {
  it(`leaves nothing half done: ${count} kills`, { timeout: 20 * 60_000 }, async () => {
    const template = await temporaryFolder(APP);
    await commit(template, 'start');
    const before = await treeOf(template);
    const cwd = path.join(await temporaryFolder(), 'project');
    const reset = async (): Promise<void> => {
      await rm(cwd, { recursive: true, force: true });
      await cp(template, cwd, { recursive: true });
    };
    const timed = async (args: string[]): Promise<number> => {
      const start = Date.now();
      const { code, stderr } = await tempered(args, cwd);
      expect(code, stderr).toBe(0);
      return Date.now() - start;
    };
    await reset();
    const hardening = await timed(HARDEN);
    const completed = await treeOf(cwd);
    const undoing = await timed(UNDO);
    expect(await treeOf(cwd)).toEqual(before);
    const writing = await writingTime(cwd);
    let halfDone = 0;
    for (let at = 0; at < count; at += 1) {
      const share = (at + 1) / count;
      const what = `kill ${at} of ${count}`;
      await reset();
      if (at % 4 === 3) {
        await timed(HARDEN);
        await killAfter(share * undoing, UNDO, cwd, false);
      } else {
        // The writing is a small part of a run: two of three kills go there.
        const fromWrite = at % 4 > 0;
        await killAfter(share * (fromWrite ? writing : hardening), HARDEN, cwd, fromWrite);
      }
      halfDone += Number(await isHalfDone(cwd));
      if (at % 3 === 0) {
        await timed(HARDEN);
        expect(await treeOf(cwd), `${what}, then hardened`).toEqual(completed);
      }
      await timed(UNDO);
      expect(await treeOf(cwd), `${what}, then undone`).toEqual(before);
      expect(existsSync(path.join(cwd, STORE)), `${what}: the store is gone`).toBe(false);
    }
    // Otherwise the moments are badly chosen, and nothing was shown.
    expect(halfDone).toBeGreaterThanOrEqual(Math.floor(count / 10));
    if (process.env['TEMPERED_PRINT_KILLS']) console.log(`${halfDone} of ${count} kills came while files were written`);
  });
}
