/** Starts a command under control: in its own process group, preloaded, with an environment of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as wait } from 'node:timers/promises';
import { foldersUpwards } from '../../../project/paths';
import type { BootOptions } from './boot';
import { type Channel, openChannel, type Peer } from './channel';
import { controlled, type Traces } from './controlled';
import { type Look, openPorts, openSockets } from './open-ports';
import { listProcesses } from './process-table';
import { endTree, forget, remember, type Tree } from './processes';
import { guard } from './reaper';
import { placeFiles } from './run-files';
import { hiddenEnvFiles } from '../start/variables/env-files';

/** More is not kept: an app that writes without end fills no memory. */
const MOST_OUTPUT = 32_000_000;
/** Milliseconds: a process that is out of reach may hold the output open. */
const DRAIN = 300;

/** A command that could not be started has `failed` a moment later. */
export async function launch(options: BootOptions): Promise<Launched> {
  const folder = await mkdtemp(join(tmpdir(), 'tempered-'));
  const listeners: (() => void)[] = [];
  let child: ChildProcess | undefined = undefined;
  const group = (): number | undefined => child?.pid;
  const channel = await openChannel(() => listeners.forEach((listener) => listener()), group);
  // The mark is no secret: programs that look for it show it in their arguments.
  const mark = randomBytes(16).toString('hex');
  const placed = { ...options, env: await placeFiles(options.env, folder) };
  const { args, env } = controlled(placed, channel, { folder, mark }, await hiddenFiles(options));
  const before = new Set(openSockets().map(({ inode }) => inode));
  child = spawn(options.start.command, args, {
    cwd: options.start.cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  return new Launched(child, channel, { folder, mark }, { before, datagrams: !options.allowNetwork }, listeners);
}

/** Those of the project and of the folders around it, as in a workspace. */
async function hiddenFiles({ start, root, hideEnvFiles, envFile }: BootOptions): Promise<string[]> {
  if (!hideEnvFiles) return [];
  const folders = [...new Set([...foldersUpwards(start.cwd), ...foldersUpwards(root)])];
  const found = await Promise.all(
    folders.map(async (folder) => (await hiddenEnvFiles(folder, envFile)).map((file) => join(folder, file))),
  );
  return [...new Set(found.flat())];
}

export class Launched {
  /** How the command itself ended, which need not be the app. */
  exited: { code: number | null } | null = null;
  failed: NodeJS.ErrnoException | null = null;
  /** What all processes wrote so far, both streams in the order in which they were read. */
  readonly output: () => string;
  readonly #closed: Promise<void>;
  /** Null where there is no process. */
  readonly #tree: Tree | null;
  readonly #release: () => void;
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly child: ChildProcess,
    private readonly channel: Channel,
    private readonly traces: Traces,
    private readonly look: Omit<Look, 'pids'>,
    private readonly listeners: (() => void)[],
  ) {
    const known = (): number[] => this.peers.filter(isAlive).map(({ pid }) => pid);
    const sockets = (): string[] => this.peers.flatMap(({ made }) => made);
    this.output = collect(child);
    this.#closed = new Promise((resolve) => child.once('close', () => resolve()));
    this.#tree = child.pid === undefined ? null : { pid: child.pid, known, sockets, ...traces };
    this.#release = this.#tree ? guard(this.#tree) : () => undefined;
    if (this.#tree) remember(this.#tree, () => this.stop());
    child.once('exit', (code) => this.#change(() => (this.exited = { code })));
    child.once('error', (error) => this.#change(() => (this.failed = error)));
  }

  get peers(): Peer[] {
    return [...this.channel.peers.values()];
  }

  /** Called after whatever the app reports, and when the command ends. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  #change(set: () => void): void {
    set();
    for (const listener of this.listeners) listener();
  }

  /** The processes that there are, as far as the system tells. */
  left(): number[] {
    return this.#tree ? (listProcesses(this.#tree) ?? []) : [];
  }

  /** Ports that other machines can reach, opened past the preload. */
  escaped(): number[] {
    return openPorts({ pids: () => this.left(), ...this.look });
  }

  /** Resolves once everything that was written has been read. */
  drained(): Promise<void> {
    return Promise.race([this.#closed, wait(DRAIN)]);
  }

  /** Or about to be. */
  get isStopped(): boolean {
    return this.#stopping !== null;
  }

  /** Resolves when nothing is left: no process, no file. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#end());
  }

  async #end(): Promise<void> {
    // First, so that what starts just now finds nobody and ends itself.
    this.channel.close();
    if (this.#tree) await Promise.all([endTree(this.#tree), this.drained()]);
    else await rm(this.traces.folder, { recursive: true });
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.#release();
    if (this.#tree) forget(this.#tree);
    for (const listener of this.listeners) listener();
  }
}

export const isAlive = (peer: Peer): boolean => peer.connections.size > 0;

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8');
    stream?.on('data', (chunk: Buffer) => {
      if (text.length < MOST_OUTPUT) text += decoder.write(chunk);
    });
  }
  return () => text;
}
