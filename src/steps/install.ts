import { execa } from 'execa';
import type { Package, PackageManager, PackageManagerName } from '../types';

export interface Command {
  command: PackageManagerName;
  args: string[];
}

export type InstallResult =
  | { ok: true }
  /** What is left to run by hand, as one line for a shell, and the last lines the package manager printed. */
  | { ok: false; command: string; lines: string[] };

/** How many of the package manager's last lines a failure shows: its own message, not its whole log. */
const LAST_LINES = 20;

/**
 * The commands that add packages to the project in `root`, production before development; none for no packages.
 * Ranges are passed on as they are: a tag such as `latest` would ignore which Node.js the project runs on.
 */
export function installCommand(manager: PackageManager, dependencies: Package[], root?: string): Command[] {
  const toRoot = manager.isWorkspace && root === manager.workspaceRoot;
  return [false, true].flatMap((dev) => {
    const wanted = dependencies.filter((dependency) => dependency.dev === dev);
    const packages = wanted.map(({ name, range }) => `${name}@${range}`).sort();
    if (packages.length === 0) return [];
    return [{ command: manager.name, args: [...addArguments(manager, dev, toRoot), ...packages] }];
  });
}

/** One line that a shell runs: for showing a command before it runs, and for pasting. */
export function formatCommands(commands: Command[]): string {
  const quoted = (text: string) => (/^[\w@/.:=+,^~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
  return commands.map(({ command, args }) => [command, ...args].map(quoted).join(' ')).join(' && ');
}

/**
 * Runs the commands of `installCommand` in `root`; `onLine` gets every line they print. A failure is returned, never
 * thrown: the edits stay, and the user gets the command to run.
 */
export async function install(
  root: string,
  manager: PackageManager,
  dependencies: Package[],
  onLine: (line: string) => void = () => undefined,
): Promise<InstallResult> {
  const commands = installCommand(manager, dependencies, root);
  for (const [at, command] of commands.entries()) {
    const failure = await run(root, command, onLine);
    if (failure) return { ok: false, command: formatCommands(commands.slice(at)), lines: failure };
  }
  return { ok: true };
}

function addArguments({ name, version }: PackageManager, dev: boolean, toRoot: boolean): string[] {
  // Without these, pnpm and yarn 1 refuse to add to a workspace's root; later yarns know no such option.
  const root = toRoot && (name === 'pnpm' || (name === 'yarn' && version?.split('.')[0] === '1'));
  switch (name) {
    case 'npm':
      return ['install', dev ? '--save-dev' : '--save'];
    case 'pnpm':
      return ['add', dev ? '--save-dev' : '--save-prod', ...(root ? ['--workspace-root'] : [])];
    case 'yarn':
      return ['add', ...(dev ? ['--dev'] : []), ...(root ? ['--ignore-workspace-root-check'] : [])];
    case 'bun':
      return ['add', ...(dev ? ['--dev'] : [])];
  }
}

/** The last lines of a command that failed, or null. */
async function run(root: string, { command, args }: Command, onLine: (line: string) => void): Promise<string[] | null> {
  const lines: string[] = [];
  // Corepack would wait for a yes before it downloads a package manager.
  const env = { COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' };
  const child = execa(command, args, { cwd: root, stdin: 'ignore', all: true, reject: false, buffer: false, env });
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
