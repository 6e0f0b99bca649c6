import { shellWord } from '../../codemods/lib/escape';
import { relativeTo } from '../project/paths';
import type { Package, PackageManager, PackageManagerName } from '../types';

export interface Command {
  command: PackageManagerName;
  args: string[];
  /** Absolute folder it is to be run in. */
  cwd: string;
}

export type InstallResult =
  | { ok: true }
  /** What is left to run by hand, as one line for a shell, and the last lines the package manager printed. */
  | { ok: false; command: string; lines: string[] };

/** How many of the package manager's last lines a failure shows: its own message, not its whole log. */
const LAST_LINES = 20;

/** Where CI is set, pnpm and yarn refuse to bring the lockfile up to date; that is what this is about. */
const ENVIRONMENT: Record<PackageManagerName, Record<string, string>> = {
  npm: {},
  pnpm: { npm_config_frozen_lockfile: 'false', pnpm_config_frozen_lockfile: 'false' },
  yarn: { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
  bun: {},
};

/** Packages that come, and names of those that go. */
export type PackageChange = Package | string;

/**
 * The commands that install the packages which the change set has put into package.json; none for no packages. The
 * packages are not named again: `npm install zod@^4.1.0` would replace the range that was shown by a narrower one.
 */
export function installCommand(
  manager: PackageManager,
  dependencies: readonly PackageChange[],
  root: string,
): Command[] {
  return dependencies.length > 0 ? [{ command: manager.name, args: ['install'], cwd: root }] : [];
}

/** One line for a shell in the folder `from`: for showing commands before they run, and for pasting. */
export function formatCommands(commands: Command[], from: string = process.cwd()): string {
  const parts = commands.map(({ command, args, cwd }) => {
    const folder = relativeTo(from, cwd);
    return [...(folder === '' ? [] : [`cd ${shellWord(folder)}`]), [command, ...args].map(shellWord).join(' ')].join(
      ' && ',
    );
  });
  return parts.join(' && ');
}

/**
 * Runs the commands of `installCommand`; `onLine` gets every line they print, `signal` ends them. A failure is returned, never thrown: the
 * edits stay, and the user gets the command to run.
 */
export async function install(
  root: string,
  manager: PackageManager,
  dependencies: readonly PackageChange[],
  { onLine = () => undefined, signal }: { onLine?: (line: string) => void; signal?: AbortSignal } = {},
): Promise<InstallResult> {
  const commands = installCommand(manager, dependencies, root);
  for (const [at, command] of commands.entries()) {
    const failure = await runCommand(command, onLine, signal);
    if (failure) return { ok: false, command: formatCommands(commands.slice(at)), lines: failure };
  }
  return { ok: true };
}

/** Runs a command of the package manager. The last lines that it printed where it failed, or null. */
export async function runCommand(
  { command, args, cwd }: Command,
  onLine: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<string[] | null> {
  const lines: string[] = [];
  // Corepack would wait for a yes before it downloads a package manager.
  const env = { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0', ...ENVIRONMENT[command] };
  const options = {
    cwd,
    stdin: 'ignore',
    all: true,
    reject: false,
    buffer: false,
    env,
    ...(signal && { cancelSignal: signal }),
  } as const;
  const { execa } = await import('execa');
  const child = execa(command, args, options);
  for await (const line of child.iterable({ from: 'all' })) {
    const shown = maskCredentials(line);
    lines.push(shown);
    onLine(shown);
  }
  const result = await child;
  if (result.exitCode === 0) return null;
  const missing = result.code === 'ENOENT' ? [`${command} was not found on this machine.`] : [];
  return [...lines.filter((line) => line.trim() !== '').slice(-LAST_LINES), ...missing];
}

/** A registry's address may carry a user and a password. */
function maskCredentials(line: string): string {
  return line.replace(/\/\/[^/@\s]+@/g, '//***@');
}
