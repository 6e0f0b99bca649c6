import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { boot, type BootOptions, type Running } from '../../../../src/steps/verify/boot/boot';
import { stopAll } from '../../../../src/steps/verify/boot/processes';
import type { BootProblem, Ending } from '../../../../src/types/proof';
import { temporaryFolder } from '../../../temporary';

export type Outcome = Running | { problem: BootProblem; ending: Ending | null };
type Options = Partial<Omit<BootOptions, 'start'>>;

afterEach(() => stopAll());

/** Writes the files to a new folder, and boots them there: `node app.js` unless another command is given. */
export async function bootFiles(
  files: Record<string, string>,
  command: string[] = ['node', 'app.js'],
  options: Options = {},
): Promise<{ folder: string; outcome: Outcome }> {
  const folder = await temporaryFolder({ 'package.json': '{ "private": true }', ...files });
  return { folder, outcome: await bootFolder(folder, command, options) };
}

export function bootFolder(folder: string, [command = '', ...args]: string[], options: Options = {}): Promise<Outcome> {
  return boot({
    start: { command, args, cwd: folder, shown: [command, ...args].join(' ') },
    root: folder,
    env: {},
    timeout: 20_000,
    allowNetwork: false,
    hideEnvFiles: true,
    ...options,
  });
}

/** The same, for apps that must come up. */
export async function runFiles(
  files: Record<string, string>,
  command?: string[],
  options?: Options,
): Promise<Running & { folder: string }> {
  const { folder, outcome } = await bootFiles(files, command, options);
  return Object.assign(up(outcome), { folder });
}

export function up(outcome: Outcome): Running {
  if ('problem' in outcome) throw new Error(`${JSON.stringify(outcome, null, 2)}`);
  return outcome;
}

export function down(outcome: Outcome): { problem: BootProblem; ending: Ending | null } {
  if (!('problem' in outcome)) throw new Error(`It runs: ${outcome.output()}`);
  return outcome;
}

export async function get(port: number, path = '/'): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).text();
}

/** Lines of the form `NAME {json}` that the app has printed. */
export function printed(app: Pick<Running, 'output'>, name: string): unknown {
  const line = app
    .output()
    .split('\n')
    .find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : JSON.parse(line.slice(name.length + 1));
}

export async function eventually<T>(look: () => T | undefined | false | null, milliseconds = 15_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`It did not happen: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Living processes, zombies left out, whose environment or command line holds this text: the name of a test's folder. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => !/\) [ZX] /.test(read(`/proc/${pid}/stat`)))
    .filter((pid) => (read(`/proc/${pid}/environ`) + read(`/proc/${pid}/cmdline`)).includes(text))
    .map(Number);
}

/** Local addresses on which these processes accept connections or take datagrams, as the kernel lists them. */
export function boundAddresses(pids: number[]): string[] {
  const inodes = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    read(`/proc/net/${table}`)
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((row) => inodes.has(row[9] ?? '') && (row[3] === '0A' || row[3] === '07'))
      .map((row) => row[1]!.split(':')[0]!),
  );
}

/** 127.0.0.1 and ::1, in the byte order of the kernel. */
export const LOOPBACK = /^(?:0100007F|0{24}01000000|0{16}FFFF00000100007F)$/;

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const match = /^socket:\[(\d+)\]$/.exec(link(join(`/proc/${pid}/fd`, fd)));
      return match ? [match[1]!] : [];
    });
  } catch {
    return [];
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
