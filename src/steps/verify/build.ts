import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { maskSecrets } from '../../report/mask';
import type { Project } from '../../types';
import type { BootProblem } from '../../types/proof';
import { binaryCommand, scriptCommand, type StartCommand } from './start-command';

/** Scripts that build a backend, the most particular first. */
const SCRIPTS = [
  'build:ts',
  'build:server',
  'build:backend',
  'build:api',
  'build',
  'build:prod',
  'build-ts',
  'compile',
  'tsc',
  'transpile',
  'prepare',
  'prepublishOnly',
  'prestart',
];
const BUILDS =
  /\b(tsc|ttsc|tspc|babel|swc|esbuild|tsup|tsdown|rollup|webpack|nest build|ncc|unbuild|pkgroll|turbo|nx|gulp|grunt|build)\b/;
const WATCHES = /\s(-w|--watch)\b/;

/** What writes the output of a project; null where nothing is known that does. */
export function findBuild(project: Project): StartCommand | null {
  const { scripts } = project.manifest;
  const name = SCRIPTS.find((script) => {
    const text = scripts[script];
    const sure = /^(build|compile|tsc|transpile)/.test(script);
    return text !== undefined && !WATCHES.test(text) && (sure || BUILDS.test(text));
  });
  if (name !== undefined) return scriptCommand(project, name);
  return existsSync(join(project.root, 'tsconfig.json')) ? binaryCommand(project, 'tsc', []) : null;
}

/** Milliseconds; builds of large projects take minutes. */
const LONGEST = 10 * 60_000;
/** How many of the last lines a failure shows. */
const LAST_LINES = 30;
/** What programs need of the surroundings. NODE_ENV is not among them: `npm install` in a build would prune. */
const PASSED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TERM|TMPDIR|TEMP|TMP|TZ|SystemRoot|ComSpec|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|COREPACK_\w+|XDG_\w+)$/i;

/** Runs the project's own build with the environment of the app; a failure is returned with what it printed last. */
export async function runBuild(
  build: StartCommand,
  env: Record<string, string>,
): Promise<{ ok: true } | { ok: false; problem: BootProblem }> {
  const surroundings = Object.entries(process.env).filter(([name]) => PASSED.test(name));
  const { NODE_ENV: _production, ...own } = env;
  const result = await execa(build.command, build.args, {
    cwd: build.cwd,
    env: { ...Object.fromEntries(surroundings), ...own, ...build.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    maxBuffer: { all: 64 * 1024 * 1024 },
    timeout: LONGEST,
  });
  if (!result.failed) return { ok: true };
  const why = result.timedOut
    ? 'did not end in ten minutes'
    : result.code === 'ENOENT'
      ? 'could not be started: the program was not found'
      : `ended with ${result.exitCode === undefined ? result.signal : `code ${result.exitCode}`}`;
  const lines = maskSecrets(result.all ?? '').split(/\r?\n/);
  return {
    ok: false,
    problem: {
      reason: `The build (${build.shown}) ${why}.`,
      log: lines.filter((line) => line.trim() !== '').slice(-LAST_LINES),
      hint: `Run \`${build.shown}\` and mend what it says, or name another way to start the app with --start.`,
    },
  };
}
