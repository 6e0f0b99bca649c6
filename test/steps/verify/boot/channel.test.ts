import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openChannel } from '../../../../src/steps/verify/boot/channel';
import { parseLine } from '../../../../src/steps/verify/boot/messages';
import { identify } from '../../../../src/steps/verify/boot/peer-identity';
import { listProcesses } from '../../../../src/steps/verify/boot/process-table';
import { kill, mayKill } from '../../../../src/steps/verify/boot/processes';
import { eventually, printed, runFiles } from './booting';

/** Says on a line of its own that it is another process. */
const impostor = (pid: number, then = ''): string => `
  const { port, token } = JSON.parse(process.env.TEMPERED_BOOT);
  const socket = require('node:net').connect(port, '127.0.0.1', () => {
    socket.write(JSON.stringify({ token, pid: ${pid}, type: 'hello' }) + '\\n');
    ${then}
  });
  socket.on('error', () => {}).on('close', () => console.log('REFUSED true'));
  require('node:http').createServer().listen(3000);`;

function bystander(): ChildProcess {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('the line of the app', () => {
  it('is not believed when it speaks for a process that it has not started', async () => {
    const victim = bystander();
    const app = await runFiles({ 'app.js': impostor(victim.pid!) });
    await eventually(() => printed(app, 'REFUSED'));
    await app.stop();
    expect(victim.signalCode).toBeNull();
  });

  it('stays that of one process, whatever it says later', async () => {
    const victim = bystander();
    const later = `setTimeout(() => socket.write(JSON.stringify({ token, pid: ${victim.pid}, type: 'listening', port: 9, wanted: 9 }) + '\\n'), 100);`;
    const app = await runFiles({ 'app.js': impostor(0, later).replace('pid: 0', 'pid: process.pid') });
    await eventually(() => app.listeners.length === 2);
    expect(new Set(app.listeners.map(({ pid }) => pid)).size).toBe(1);
    await app.stop();
    expect(victim.signalCode).toBeNull();
  });

  it('costs little', async () => {
    const channel = await openChannel(
      () => undefined,
      () => undefined,
    );
    onTestFinished(() => channel.close());
    const child = spawn(process.execPath, ['-e', hello(channel)], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const peer = await eventually(() => channel.peers.get(child.pid!));
    const [socket] = peer.connections;
    const times = Array.from({ length: 20 }, () => {
      const began = performance.now();
      expect(identify(child.pid!, socket!, undefined)).toBe('own');
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });

  it('says nothing to those who do not know the token', async () => {
    const channel = await openChannel(
      () => undefined,
      () => undefined,
    );
    onTestFinished(() => channel.close());
    const stranger = await silent(channel.port);
    let heard = '';
    stranger.on('data', (chunk) => (heard += String(chunk)));
    const listening = { type: 'listening', port: 5000, wanted: 3000, tls: false, http: true };
    const child = spawn(process.execPath, ['-e', hello(channel, listening)], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const told = await new Promise((resolve) => child.stdout!.once('data', (chunk) => resolve(String(chunk))));
    expect(told).toBe('{"wanted":3000,"port":5000}\n');
    expect(heard).toBe('');
  });

  it('takes no port that is none', () => {
    const listening = { token: 't', pid: 2, type: 'listening', wanted: 3000, tls: false, http: true };
    expect(parseLine(JSON.stringify({ ...listening, port: 1 }))?.message).toMatchObject({ port: 1, wanted: 3000 });
    for (const port of [0, -1, 65_536, 1.5, '80', null, {}, '1@evil.example']) {
      expect(parseLine(JSON.stringify({ ...listening, port }))?.message).toBeNull();
    }
    for (const text of ['', 'null', '5', '"hello"']) expect(parseLine(text)).toBeNull();
    for (const text of ['[]', '{}', '{"type":"pipe","path":{}}', '{"type":"exit","code":null}']) {
      expect(parseLine(text)?.message).toBeNull();
    }
  });
});

describe('the token', () => {
  it('is not the mark, and stands in no command line', async () => {
    const source = `
      console.log('BOOT ' + process.env.TEMPERED_BOOT);
      require('node:http').createServer().listen(3000);`;
    const app = await runFiles({ 'app.js': source });
    const { token, mark } = printed(app, 'BOOT') as { token: string; mark: string };
    expect([token, mark]).toEqual([expect.stringMatching(/^\w{32}$/), expect.stringMatching(/^\w{32}$/)]);
    expect(token).not.toBe(mark);
    const lines = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? commandLine(pid) : []));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
  });
});

/** Signal 0 reaches processes without doing anything to them. */
const NOTHING = 0 as unknown as NodeJS.Signals;

describe('kill', () => {
  it.each([0, 1, -1, -2, 1.5, Number.NaN, Infinity, process.pid, process.ppid])('leaves %d alone', (pid) => {
    expect(mayKill(pid)).toBe(false);
    expect(kill(pid, NOTHING)).toBe(false);
    expect(identify(pid, new Socket(), pid)).toBe('false');
    expect(listProcesses({ pid, mark: 'a mark in no environment at all', known: () => [pid], folder: '' })).toEqual([]);
  });

  it('takes no short mark, which others may have as well', () => {
    expect(listProcesses({ pid: 2 ** 22 + 1, mark: '', known: () => [], folder: '' })).toEqual([]);
  });

  it('ends a process', async () => {
    const victim = bystander();
    expect(kill(victim.pid!, 'SIGKILL')).toBe(true);
    await eventually(() => victim.signalCode === 'SIGKILL');
  });
});

const hello = ({ port, token }: { port: number; token: string }, also?: object): string => `
  const line = (message) => socket.write(JSON.stringify({ token: '${token}', pid: process.pid, ...message }) + '\\n');
  const socket = require('node:net').connect(${port}, '127.0.0.1', () => {
    line({ type: 'hello' });
    ${also ? `line(${JSON.stringify(also)});` : ''}
  });
  socket.pipe(process.stdout);`;

function silent(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    onTestFinished(() => void socket.destroy());
  });
}

function commandLine(pid: string): string[] {
  try {
    return [readFileSync(`/proc/${pid}/cmdline`, 'latin1')];
  } catch {
    return [];
  }
}
