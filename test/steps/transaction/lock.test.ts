import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../src/steps/apply';
import { disk } from '../../../src/steps/transaction/files';
import { releaseLock, takeLock } from '../../../src/steps/transaction/lock';
import { beginRun } from '../../../src/steps/transaction/begin';
import { lastMark } from '../../../src/steps/transaction/recover';
import { closeRun, forgetRun, settleRun, writeFiles } from '../../../src/steps/transaction/run';
import { temporaryFolder } from '../../temporary';

const change = { file: 'app.js', before: '1', after: '2', measures: [] };

/** A process of its own that lives until it is stopped. */
async function otherProcess(): Promise<{ pid: number; stop: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")']);
  await once(child.stdout, 'data');
  const stop = (): Promise<unknown> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    return ended;
  };
  return { pid: child.pid!, stop };
}

describe('two runs at once', () => {
  it('are not: the second is refused while the first is at work, and nothing is written', async () => {
    const root = await temporaryFolder({ 'app.js': '1' });
    const first = await beginRun({ root, changes: [change], command: 'harden' });
    await expect(applyChanges(root, [change])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(`at work on this project \\(process ${process.pid}\\)`) as string,
    });
    await closeRun(first);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('1');
  });

  it('are not, though they begin in the same moment', async () => {
    const root = await temporaryFolder({ 'app.js': '1' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => applyChanges(root, [change])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readFile(join(root, 'app.js'), 'utf8')).toBe('2');
    expect(await readdir(root)).toEqual(['app.js']);
  });

  it('are not, though the second began to read before the first wrote: what it read may be of both times', async () => {
    const root = await temporaryFolder({ 'app.js': '1', 'other.js': '1' });
    const since = await lastMark(root);
    const first = await beginRun({ root, changes: [change], command: 'harden', since });
    await writeFiles(first);
    await settleRun(first, false);
    await closeRun(first);
    const other = { ...change, file: 'other.js' };
    await expect(beginRun({ root, changes: [other], command: 'harden', since })).rejects.toMatchObject({
      exitCode: 3,
      message: 'Another run of tempered has changed this project meanwhile.',
    });
    const third = await beginRun({ root, changes: [other], command: 'harden', since: await lastMark(root) });
    await forgetRun(third);
    await closeRun(third);
  });

  it('are not, though the second began to read while the first wrote', async () => {
    const root = await temporaryFolder({ 'app.js': '1', 'other.js': '1' });
    const first = await beginRun({ root, changes: [change], command: 'harden' });
    const since = await lastMark(root);
    await writeFiles(first);
    await settleRun(first, false);
    await closeRun(first);
    const second = beginRun({ root, changes: [{ ...change, file: 'other.js' }], command: 'harden', since });
    await expect(second).rejects.toMatchObject({
      exitCode: 3,
      message: 'Another run of tempered has changed this project meanwhile.',
    });
  });

  it('are not at the root of a workspace and in a package that it changes, which is named', async () => {
    const root = await temporaryFolder({ 'packages/api/app.js': '1', 'packages/feed/app.js': '1' });
    const ofRoot = { root, changes: [], command: 'harden', others: ['packages/feed', 'packages/api'] };
    const ofPackage = { root: join(root, 'packages/api'), changes: [change], command: 'harden' };
    const first = await beginRun(ofRoot);
    await expect(beginRun(ofPackage)).rejects.toMatchObject({ exitCode: 3 });
    await forgetRun(first);
    await closeRun(first);
    const second = await beginRun(ofPackage);
    await expect(beginRun(ofRoot)).rejects.toMatchObject({
      message: expect.stringContaining('at work on packages/api (') as string,
    });
    await forgetRun(second);
    await closeRun(second);
    // What was taken before it was refused is given back, and nothing is left.
    await closeRun(await beginRun({ ...ofRoot, others: ['packages/feed'] }));
    expect(await readdir(join(root, 'packages/api'))).toEqual(['app.js']);
  });
});

describe('a lock', () => {
  it('of a process that lives is kept; of one that was killed, it is taken over', async () => {
    const path = join(await temporaryFolder(), 'lock');
    const other = await otherProcess();
    await writeFile(path, JSON.stringify({ pid: other.pid, host: hostname(), born: null }));
    await expect(takeLock(disk, path)).rejects.toMatchObject({ exitCode: 3 });
    await other.stop();
    await takeLock(disk, path);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid });
    await releaseLock(disk, path);
  });

  it.runIf(process.platform === 'linux')('of a process whose id another one has by now is taken over', async () => {
    const path = join(await temporaryFolder(), 'lock');
    const other = await otherProcess();
    await writeFile(path, JSON.stringify({ pid: other.pid, host: hostname(), born: '1' }));
    await takeLock(disk, path);
    await releaseLock(disk, path);
    await other.stop();
  });

  it('of another machine is kept, and the message says what to remove', async () => {
    const path = join(await temporaryFolder(), 'lock');
    await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', born: null }));
    await expect(takeLock(disk, path)).rejects.toMatchObject({
      message: expect.stringContaining('process 1 on elsewhere') as string,
      hint: expect.stringContaining(`remove ${path}`) as string,
    });
  });

  it('that was never written to its end is taken over once it is old', async () => {
    const path = join(await temporaryFolder(), 'lock');
    await writeFile(path, '');
    await utimes(path, new Date(0), new Date(0));
    await takeLock(disk, path);
    await releaseLock(disk, path);
  });
});
