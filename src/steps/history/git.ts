import { execa } from 'execa';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { UserError } from '../../errors';
import { GIT_OPTIONS, gitEnvironment } from '../../project/git';
import { gitFolder } from '../../project/git-index';
import { kindOf } from '../../project/paths';
import { COMMIT } from './added';

/**
 * Every patch of every branch and tag, oldest first. Nothing that the repository's configuration names is started: no diff
 * or text converter of its own, no check of signatures, no replaced objects.
 */
const LOG = [
  ...[
    '--no-pager',
    '--no-replace-objects',
    '-c',
    'core.quotePath=false',
    '-c',
    'log.showSignature=false',
    '-c',
    'log.showRoot=true',
  ],
  ...['log', '--exclude=refs/stash', '--all', '--reverse', '--topo-order', `--format=${COMMIT}%H %cs`],
  ...['--patch', '--cc', '--unified=0', '--no-ext-diff', '--no-textconv', '--no-color', '--no-renames', '--no-notes'],
  ...['--submodule=short', '--src-prefix=a/', '--dst-prefix=b/', '--relative', '--', '.'],
];

/** Of a line that is longer only the end is looked at: nobody wrote it, and it is not to fill the memory. */
const LONGEST = 16 << 20;
const OVERLAP = 1 << 20;

/** Hands on the lines one by one; what was read is forgotten. UserError 3 where git fails. */
export async function patchLines(root: string, onLine: (line: string) => void): Promise<void> {
  const child = execa('git', [...GIT_OPTIONS, ...LOG], {
    cwd: root,
    reject: false,
    stdin: 'ignore',
    buffer: { stdout: false, stderr: true },
    extendEnv: false,
    env: gitEnvironment(),
  });
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of child.stdout) {
    const text = decoder.write(chunk as Buffer);
    if (!text.includes('\n')) {
      rest += text;
      if (rest.length > LONGEST) rest = rest.slice(0, 1) + rest.slice(-OVERLAP);
      continue;
    }
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) onLine(line);
  }
  if (rest !== '') onLine(rest);
  const { exitCode, code, stderr } = await child;
  if (exitCode === 0) return;
  const reason = code === 'ENOENT' ? 'git was not found' : (String(stderr).trim().split('\n')[0] ?? '');
  throw new UserError(`The history cannot be read: ${reason}`, 'Mend this, or leave out --history.');
}

/** A file as HEAD has it; null where it has none. */
export async function textAtHead(root: string, path: string): Promise<string | null> {
  const result = await execa('git', [...GIT_OPTIONS, '--no-replace-objects', 'cat-file', 'blob', `HEAD:./${path}`], {
    cwd: root,
    reject: false,
    stdin: 'ignore',
    extendEnv: false,
    env: gitEnvironment(),
  });
  return result.exitCode === 0 ? result.stdout : null;
}

export const isShallow = async (gitRoot: string): Promise<boolean> =>
  (await kindOf(join(await gitFolder(gitRoot), 'shallow'))) === 'file';
