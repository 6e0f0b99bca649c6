import type { Outdated, PackageManager } from '../../types';
import { type Asked, isObject, parsed } from './run';

/** How a package manager is asked for newer versions; null where it has no command that lists them. */
export function listerOf(
  { name, version, workspaceRoot, isWorkspace }: PackageManager,
  root: string,
): {
  command: readonly string[];
  read(asked: Asked): Outdated[] | null;
} | null {
  if (name === 'npm') return { command: ['npm', 'outdated', '--json'], read: fromJson };
  // npm and Yarn 1 name those of all packages without being told to.
  const whole = isWorkspace && root === workspaceRoot ? ['--recursive'] : [];
  if (name === 'pnpm') return { command: ['pnpm', 'outdated', ...whole, '--format', 'json'], read: fromJson };
  if (name === 'bun') return { command: ['bun', 'outdated', ...whole], read: fromTable };
  if (Number.parseInt(version ?? '1', 10) >= 2) return null;
  return { command: ['yarn', 'outdated', '--json'], read: fromYarn };
}

/** Nothing is outdated where nothing is printed, and all went well. */
function fromJson({ output, code }: Asked): Outdated[] | null {
  if (output?.trim() === '' && code === 0) return [];
  const report = parsed(output);
  if (!isObject(report) || 'error' in report) return null;
  return Object.entries(report).flatMap(([name, entry]) => {
    const each: unknown = Array.isArray(entry) ? entry[0] : entry;
    return isObject(each) ? row(name, each['current'] ?? each['wanted'], each['latest']) : [];
  });
}

/** `| mkdirp (dev) | 0.5.1 | 0.5.1 | 3.0.1 |` */
function fromTable({ output, code }: Asked): Outdated[] | null {
  if (output === null || (code !== 0 && !output.includes('|'))) return null;
  const rows = output.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.flatMap(([, name = '', current, , latest]) =>
    /^\d/.test(current ?? '') ? row(name.split(' ')[0]!, current, latest) : [],
  );
}

/** Lines of JSON, of which one is a table. */
function fromYarn({ output, code }: Asked): Outdated[] | null {
  const lines = (output ?? '').split('\n').map((line) => parsed(line));
  const table = lines.filter(isObject).find(({ type }) => type === 'table')?.['data'];
  if (!isObject(table) || !Array.isArray(table['body'])) return code === 0 ? [] : null;
  return table['body'].flatMap((cells: unknown) => (Array.isArray(cells) ? row(cells[0], cells[1], cells[3]) : []));
}

const row = (name: unknown, current: unknown, latest: unknown): Outdated[] =>
  typeof name === 'string' && typeof current === 'string' && typeof latest === 'string' && current !== latest
    ? [{ name, current, latest }]
    : [];
