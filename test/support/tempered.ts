import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const executable = path.join(repository, 'bin/tempered.js');

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built command line without a terminal, in a folder. */
export function tempered(args: string[], cwd: string, env: Record<string, string> = {}): Promise<Outcome> {
  return run(process.execPath, [executable, ...args], cwd, env);
}

/** The job that runs the tests is not told of what they find. */
const OFF_GITHUB = { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' };

/** Runs a program, and resolves with its exit code whatever it is. */
export function run(file: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { cwd, env: { ...process.env, ...OFF_GITHUB, ...env }, maxBuffer: 64 << 20 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

const identity = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run('git', args, cwd, identity);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Commits everything, in a new repository where there is none. */
export async function commit(cwd: string, message: string): Promise<void> {
  await git(cwd, 'init', '-q');
  await git(cwd, 'add', '-A');
  await git(cwd, 'commit', '-q', '--allow-empty', '-m', message);
}
