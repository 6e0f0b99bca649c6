import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { execa } from 'execa';
import { endTree, forget, remember, type Tree } from './processes';
import { guard } from './reaper';
import { placeFiles } from './run-files';

export interface Command {
  command: string;
  args: string[];
  cwd: string;
  /** The whole of it. */
  env: Record<string, string>;
  /** For its temporary files; removed afterwards, whatever happens. */
  folder: string;
  /** Milliseconds after which it is killed. */
  longest: number;
}

export interface Ended {
  /** Undefined where it was killed, or did not start. */
  exitCode: number | undefined;
  /** There is no such program. */
  missing: boolean;
  /** The end of what it wrote to stdout and stderr. */
  output: string;
}

/** Characters of the output that are kept. */
const TAIL = 1 << 20;

/** Runs a program to its end. Nothing of it is left then, nor after tempered was interrupted or killed. */
export async function runToEnd({ command, args, cwd, env, folder, longest }: Command): Promise<Ended> {
  const mark = randomBytes(16).toString('hex');
  const child = execa(command, args, {
    cwd,
    env: { ...(await placeFiles(env, folder)), TMPDIR: folder, TEMP: folder, TMP: folder, TEMPERED_RUN: mark },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached: true,
  });
  const output = tailOf(child.all);
  const tree: Tree = { pid: child.pid ?? 0, mark, known: () => [], folder };
  const end = (): Promise<void> => (tree.pid === 0 ? rm(folder, { recursive: true, force: true }) : endTree(tree));
  const release = tree.pid === 0 ? () => undefined : guard(tree);
  if (tree.pid !== 0) remember(tree, end);
  // What it leaves running, the daemons of bundlers, would hold its output open.
  child.once('exit', () => void end());
  const timer = setTimeout(() => void end(), longest);
  try {
    const { exitCode, code } = await child;
    return { exitCode, missing: code === 'ENOENT', output: output() };
  } finally {
    clearTimeout(timer);
    await end();
    release();
    forget(tree);
  }
}

/** The end of what is written, as much as is kept. */
function tailOf(stream: NodeJS.ReadableStream): () => string {
  const decoder = new StringDecoder('utf8');
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += decoder.write(chunk);
    // Not each time: what is cut is copied.
    if (text.length > 2 * TAIL) text = text.slice(-TAIL);
  });
  return () => text.slice(-TAIL);
}
