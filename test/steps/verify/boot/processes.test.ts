import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stopAll } from '../../../../src/steps/verify/boot/processes';
import { temporaryFolder } from '../../../temporary';
import { bootFiles, bootFolder, down, eventually, processesWith, runFiles, up } from './booting';

const SERVER = `require('node:http').createServer().listen(3000);`;
const IDLE = `setInterval(() => {}, 1000);`;

/** Children, grandchildren and deserters; programs that are not Node.js as well. */
const FAMILY = `
const { fork, spawn } = require('node:child_process');
const quiet = { stdio: 'ignore', detached: true };
fork('./idle.js', ['child']);
spawn('node', ['idle.js', 'detached'], quiet).unref();
spawn('node', ['idle.js', 'without environment'], { ...quiet, env: { PATH: process.env.PATH } }).unref();
spawn('sleep', ['1234'], { ...quiet, env: { FAMILY: process.cwd() } }).unref();
spawn('sh', ['-c', 'setsid sleep 1235 & setsid node idle.js grandchild & sleep 1236'], quiet).unref();
spawn('node', ['-e', "require('node:child_process').spawn('node', ['idle.js', 'orphan'], { stdio: 'ignore', detached: true }).unref()"], quiet).unref();
${SERVER}`;

const family = (folder: string): number[] => processesWith(folder);

describe('what an app has started', () => {
  it('is gone once it is stopped, detached or not', async () => {
    const app = await runFiles({ 'app.js': FAMILY, 'idle.js': IDLE });
    await eventually(() => family(app.folder).length >= 9);
    await app.stop();
    expect(family(app.folder)).toEqual([]);
  });

  it('is gone when it does not come up', async () => {
    const source = FAMILY.replace(SERVER, `setTimeout(() => process.exit(1), 300);`);
    const { folder, outcome } = await bootFiles({ 'app.js': source, 'idle.js': IDLE }, undefined, { timeout: 1_500 });
    expect(down(outcome).problem.reason).toMatch(/did not listen|ended with code 1/);
    expect(family(folder)).toEqual([]);
  });

  it('is gone when the app does not react to signals', async () => {
    const source = `for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => {}); ${SERVER}`;
    const app = await runFiles({ 'app.js': source });
    app.signal('SIGTERM');
    await app.stop();
    expect(family(app.folder)).toEqual([]);
  });

  it('is gone when the app is busy for ever', async () => {
    const source = `require('node:http').createServer().listen(3000, () => setTimeout(() => { for (;;); }, 300));`;
    const app = await runFiles({ 'app.js': source });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await app.stop();
    expect(family(app.folder)).toEqual([]);
  });

  it('comes up although the command leaves it behind', async () => {
    const app = await runFiles({ 'app.js': SERVER }, ['sh', '-c', 'node app.js & exit 0']);
    expect(app.alive()).toBe(true);
    await app.stop();
    expect(family(app.folder)).toEqual([]);
  });

  it('leaves none of its socket files, and all files of others', async () => {
    const source = `
      const fs = require('node:fs');
      const http = require('node:http');
      const cluster = require('node:cluster');
      if (cluster.isPrimary) {
        http.createServer().listen(3000);
        http.createServer().listen('relative.sock');
        http.createServer().listen({ path: require('node:path').join(process.cwd(), 'absolute.sock') });
        // The app removes what an earlier run has left; somebody else's is not for it to take.
        http.createServer().on('error', () => {}).listen('taken.sock');
        http.createServer().listen('replaced.sock', () => {
          fs.unlinkSync('replaced.sock');
          fs.writeFileSync('replaced.sock', 'a file');
        });
        cluster.fork();
      } else http.createServer().listen('worker.sock');`;
    const folder = await temporaryFolder({ 'app.js': source });
    const other = createServer().listen(join(folder, 'taken.sock'));
    onTestFinished(() => void other.close());
    const app = up(await bootFolder(folder, ['node', 'app.js']));
    const sockets = (): string[] =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.sock'))
        .sort();
    const all = ['absolute.sock', 'relative.sock', 'replaced.sock', 'taken.sock', 'worker.sock'];
    await eventually(() => sockets().length === all.length && readFileSync(join(folder, 'replaced.sock')).length > 0);
    // A file is there before it is told of.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await app.stop();
    expect(sockets()).toEqual(['replaced.sock', 'taken.sock']);
  });

  it('is all stopped at once', async () => {
    const folder = await temporaryFolder({ 'app.js': SERVER });
    const apps = await Promise.all([bootFolder(folder, ['node', 'app.js']), bootFolder(folder, ['node', 'app.js'])]);
    expect(apps.map((outcome) => up(outcome).alive())).toEqual([true, true]);
    await stopAll();
    expect(family(folder)).toEqual([]);
    expect(apps.map((outcome) => up(outcome).alive())).toEqual([false, false]);
  });
});

describe('when tempered itself ends', () => {
  it('by SIGKILL, so do all processes of the app, be they busy or no Node.js', async () => {
    const busy = FAMILY.replace(SERVER, `${SERVER} setTimeout(() => { for (;;); }, 500);`);
    const { parent, folder, temporary } = await parentOf({ 'app.js': busy, 'idle.js': IDLE });
    await eventually(() => family(folder).length >= 9);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(temporary()).toHaveLength(1);
    parent.kill('SIGKILL');
    await eventually(() => family(folder).length === 0);
    expect(temporary()).toEqual([]);
  });

  it('by an error of its own, they are killed', async () => {
    const { parent, folder, temporary } = await parentOf(
      { 'app.js': FAMILY, 'idle.js': IDLE },
      `setTimeout(() => { throw new Error('bug'); }, 1000);`,
    );
    await new Promise((resolve) => parent.once('exit', resolve));
    expect(parent.exitCode).toBe(1);
    await eventually(() => family(folder).length === 0);
    expect(temporary()).toEqual([]);
  });

  it('by Ctrl-C, they are stopped first', async () => {
    const { parent, folder, temporary } = await parentOf(
      { 'app.js': FAMILY, 'idle.js': IDLE },
      `process.on('SIGINT', async () => { await stopAll(); console.log('STOPPED'); process.exit(130); });`,
    );
    await eventually(() => family(folder).length >= 9);
    const text = collect(parent);
    parent.kill('SIGINT');
    await new Promise((resolve) => parent.once('close', resolve));
    expect([parent.exitCode, text()]).toEqual([130, 'STOPPED\n']);
    expect(temporary()).toEqual([]);
    expect(family(folder)).toEqual([]);
  });
});

/** A program that boots the app, bundled as tempered is, in a folder of its own with a space in its name. */
async function parentOf(
  files: Record<string, string>,
  then = '',
): Promise<{ parent: ChildProcess; folder: string; temporary: () => string[] }> {
  const folder = await temporaryFolder(files);
  const dist = await temporaryFolder();
  const source = (name: string): string => join(import.meta.dirname, '../../../../src/steps/verify/boot', name);
  await cp(source('preload'), join(dist, 'preload'), { recursive: true });
  const start = { command: 'node', args: ['app.js'], cwd: folder, shown: 'node app.js' };
  const options = { start, root: folder, env: {}, timeout: 20_000, allowNetwork: false, hideEnvFiles: true };
  await build({
    stdin: {
      contents: `
        import { boot } from ${JSON.stringify(source('boot'))};
        import { stopAll } from ${JSON.stringify(source('processes'))};
        const app = await boot(${JSON.stringify(options)});
        console.log(app.listeners ? 'UP' : JSON.stringify(app));
        void stopAll;
        ${then}
        setInterval(() => {}, 1000);`,
      resolveDir: dist,
    },
    outfile: join(dist, 'parent.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  const parent = spawn(process.execPath, [join(dist, 'parent.mjs')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: dist },
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const text = collect(parent);
  await eventually(() => text().includes('\n'), 20_000);
  expect(text()).toBe('UP\n');
  return { parent, folder, temporary: () => readdirSync(dist).filter((name) => name.startsWith('tempered-')) };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout!.on('data', (chunk) => (text += String(chunk)));
  return () => text;
}
