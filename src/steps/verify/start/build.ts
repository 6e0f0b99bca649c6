import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { maskSecrets } from '../../../report/mask';
import type { Project } from '../../../types';
import type { BootProblem } from '../../../types/proof';
import { hintIn } from '../boot/boot-hints';
import { childEnvironment } from '../boot/child-environment';
import { hider, secretValues } from '../hide';
import { type Ended, runToEnd } from '../boot/run-to-end';
import { reachableText } from './scripts/calls';
import { programCommand, scriptCommand, type StartCommand } from './start-command';

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
  'heroku-postbuild',
  'postinstall',
];
const BUILDS =
  /\b(tsc|ttsc|tspc|babel|swc|esbuild|tsup|tsdown|rollup|webpack|nest build|ncc|unbuild|pkgroll|turbo|nx|gulp|grunt|build)\b/;
const WATCHES = /\s(-w|--watch)\b/;

/** Nothing of this belongs to looking at an app: a build is not watched, and finds the project's own env files. */
const TOUCHES =
  /\b(migrat\w*|db[: ]push|seed\w*|drizzle-kit\s+push|deploy|publish|docker|(npm|pnpm|yarn|bun)\s+(i|install|ci|add))\b/i;

/** What writes the output of a project; null where nothing is known that does that alone. */
export function findBuild(project: Project): StartCommand | null {
  const { scripts } = project.manifest;
  const name = SCRIPTS.find((script) => {
    const sure = /^(build|compile|tsc|transpile)/.test(script);
    return isBuild(project, script) && (sure || BUILDS.test(scripts[script]!));
  });
  if (name !== undefined) return scriptCommand(project, name);
  return existsSync(join(project.root, 'tsconfig.json')) ? programCommand(project, 'tsc', []) : null;
}

/** Whether a script may be run on its own, once, with an end to it, and without touching anything but files. */
export function isBuild({ manifest }: Project, script: string): boolean {
  const text = manifest.scripts[script] === undefined ? null : reachableText(manifest, script);
  return text !== null && !WATCHES.test(manifest.scripts[script]!) && !TOUCHES.test(text);
}

/** Milliseconds; builds of large projects take minutes. */
const LONGEST = 10 * 60_000;
/** How many of the last lines a failure shows. */
const LAST_LINES = 30;

/** npx fetches and runs what is missing where nobody can be asked, unless it is told not to. */
const WITHOUT_FETCHING = { npm_config_yes: 'false' };

/** Runs the project's own build with the environment of the app; a failure is returned with what it printed last. */
export async function runBuild(
  build: StartCommand,
  env: Record<string, string>,
): Promise<{ ok: true } | { ok: false; problem: BootProblem }> {
  const { command, args, cwd } = build;
  const folder = await mkdtemp(join(tmpdir(), 'tempered-'));
  // Without NODE_ENV: in production, `npm install` within a build would remove what the build needs.
  const { NODE_ENV: _production, ...own } = env;
  const all = { ...childEnvironment(process.env, [command, ...args]), ...WITHOUT_FETCHING, ...own, ...build.env };
  const ended = await runToEnd({ command, args, cwd, env: all, folder, longest: LONGEST });
  if (ended.exitCode === 0) return { ok: true };
  return { ok: false, problem: problemOf(build, ended, hider(secretValues(env))(ended.output)) };
}

function whyFailed({ missing, exitCode }: Ended): string {
  if (missing) return 'could not be started: the program was not found';
  return exitCode === undefined ? 'was stopped' : `ended with code ${exitCode}`;
}

function problemOf({ command, shown }: StartCommand, ended: Ended, output: string): BootProblem {
  const text = maskSecrets(stripVTControlCharacters(output));
  return {
    reason: `The build (${shown}) ${whyFailed(ended)}.`,
    log: text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-LAST_LINES),
    hint:
      hintIn(ended.missing ? `spawn ${command} ENOENT` : text) ??
      `Run \`${shown}\` and mend what it says, or name another way to start the app with --start.`,
  };
}
