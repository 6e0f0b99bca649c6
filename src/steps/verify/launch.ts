/** Starts a command under control: in its own process group, preloaded, with an environment of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { type Channel, openChannel } from './channel';
import type { BootOptions } from './boot';
import { childEnvironment } from './child-environment';
import { openPorts } from './open-ports';
import { listProcesses } from './process-table';
import { endTree, forget, remember, type Tree } from './processes';
import { guard } from './reaper';

export interface Launched {
  channel: Channel;
  pid: number;
  /** How the command itself ended, which need not be the app. */
  exited: { code: number | null } | null;
  /** The command could not be started. */
  failed: NodeJS.ErrnoException | null;
  output(): string;
  /** Called after whatever the app reports, and when the command ends. */
  onChange(listener: () => void): void;
  /** How many processes of it there are, as far as the system tells. */
  left(): number;
  /** Ports that other machines can reach, opened past the preload. */
  escaped(): number[];
  /** Everything that was written has been read. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

const PRELOAD = fileURLToPath(new URL('preload/index.cjs', import.meta.url));
/** More is not kept: an app that writes without end fills no memory. */
const MOST_OUTPUT = 32_000_000;
/** A process that is out of reach may hold the output open. */
const DRAIN = 300;

export async function launch(options: BootOptions): Promise<Launched> {
  const listeners: (() => void)[] = [];
  const changed = (): void => listeners.forEach((listener) => listener());
  const channel = await openChannel(changed);
  const folder = await mkdtemp(join(tmpdir(), 'tempered-'));
  const { command, args, cwd } = options.start;
  const child = spawn(command, shellArguments(command, args), {
    cwd,
    env: bootEnvironment(options, channel, folder),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const known = (): number[] => [...channel.peers.values()].filter(isAlive).map(({ pid }) => pid);
  const tree: Tree = { pid: child.pid ?? 0, mark: channel.token, known, folder };
  const release = child.pid === undefined ? (): void => undefined : guard(tree);
  let stopping: Promise<void> | null = null;

  const launched: Launched = {
    channel,
    pid: tree.pid,
    exited: null,
    failed: null,
    output: collect(child),
    onChange: (listener) => listeners.push(listener),
    left: () => listProcesses(tree)?.length ?? 0,
    escaped: () => openPorts(listProcesses(tree) ?? []),
    drained: () => Promise.race([closed, pause(DRAIN)]),
    stop: () => (stopping ??= end()),
  };
  const end = async (): Promise<void> => {
    // First, so that what starts just now finds nobody and ends itself.
    channel.close();
    await (child.pid === undefined
      ? rm(folder, { recursive: true })
      : Promise.all([endTree(tree), launched.drained()]));
    child.stdout?.destroy();
    child.stderr?.destroy();
    release();
    forget(tree);
    changed();
  };
  if (child.pid !== undefined) remember(tree, launched.stop);
  child.once('exit', (code) => {
    launched.exited = { code };
    changed();
  });
  child.once('error', (error) => {
    launched.failed = error;
    changed();
  });
  return launched;
}

export const isAlive = (peer: { connections: Set<unknown> }): boolean => peer.connections.size > 0;
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Both streams as one text, in the order in which they were read. */
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

function bootEnvironment(options: BootOptions, { port, token }: Channel, folder: string): NodeJS.ProcessEnv {
  const { start, root, allowNetwork, hideEnvFiles } = options;
  const env: Record<string, string> = { ...options.env, ...start.env };
  // In NODE_OPTIONS, double quotes keep spaces together, and a backslash keeps either.
  const ours = `--require "${PRELOAD.replace(/["\\]/g, '\\$&')}"`;
  const given = Object.keys(env);
  const settings = { port, token, folder, root, given, network: allowNetwork, hide: hideEnvFiles };
  return {
    ...childEnvironment(process.env, [start.command, ...start.args]),
    ...Object.fromEntries(['TMPDIR', 'TEMP', 'TMP'].map((name) => [name, folder])),
    ...env,
    NODE_OPTIONS: `${ours} ${env['NODE_OPTIONS'] ?? ''}`.trim(),
    TEMPERED_NODE_OPTIONS: ours,
    TEMPERED_BOOT: JSON.stringify(settings),
  };
}

/** Where the command is a shell, what the preload does to those that the app starts. */
function shellArguments(command: string, args: string[]): string[] {
  const children = createRequire(import.meta.url)(`${dirname(PRELOAD)}/children.cjs`) as {
    shellArguments(file: string, args: string[]): string[];
  };
  return children.shellArguments(command, args);
}
