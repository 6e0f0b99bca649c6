import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually, get, printed, runFiles } from './booting';

/** As on macOS, where nothing lists whose a connection is. */
vi.mock('../../../../src/steps/verify/boot/sockets', () => ({ readSockets: () => null, socketsOf: () => null }));
vi.mock('../../../../src/steps/verify/boot/process-table', () => ({ listProcesses: () => null }));

describe('where there is no /proc', () => {
  it('the app and its workers are known by their process group, and stopped', async () => {
    const source = `
      const cluster = require('node:cluster');
      if (cluster.isPrimary) for (let i = 0; i < 2; i++) cluster.fork();
      else require('node:http').createServer((_, response) => response.end('hello')).listen(3000);`;
    const app = await runFiles({ 'app.js': source });
    await eventually(() => app.listeners.length === 2);
    expect(await Promise.all(app.listeners.map(({ port }) => get(port)))).toEqual(['hello', 'hello']);
    const pids = app.listeners.map(({ pid }) => pid);
    await app.stop();
    await eventually(() => pids.every((pid) => !exists(pid)));
  });

  it('without ps the token has to do', async () => {
    const identity = await import('../../../../src/steps/verify/boot/peer-identity');
    vi.stubEnv('PATH', '/nowhere');
    expect(await identity.identify(process.ppid + 100_000, {} as Socket, 1)).toBe('own');
  });

  it('nothing is believed of a process of another group', async () => {
    const victim = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    onTestFinished(() => void victim.kill('SIGKILL'));
    const source = `
      const { port, token } = JSON.parse(process.env.TEMPERED_BOOT);
      const socket = require('node:net').connect(port, '127.0.0.1');
      socket.write(JSON.stringify({ token, pid: ${victim.pid}, type: 'hello' }) + '\\n');
      socket.on('error', () => {}).on('close', () => console.log('REFUSED true'));
      require('node:http').createServer().listen(3000);`;
    const app = await runFiles({ 'app.js': source });
    await eventually(() => printed(app, 'REFUSED'));
    await app.stop();
    expect(victim.signalCode).toBeNull();
  });
});

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
