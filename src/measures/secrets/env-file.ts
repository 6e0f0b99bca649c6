import { posix } from 'node:path';
import type { Project } from '../../types';
import { isIgnored, willBeIgnored } from '../ignored';

/** The env file that the app loads, relative to the root; null where it loads none, or where that cannot be told. */
function loadedFile({ dotenv, manifest }: Project): string | null {
  if (dotenv?.computed) return null;
  if (dotenv?.apart) return dotenv.apart.includes('.env') ? '.env' : (dotenv.apart[0] ?? null);
  if (dotenv) return dotenv.path ?? '.env';
  const flag = /--env-file(?:-if-exists)?[= ]['"]?([\w./-]+)/.exec(manifest.scripts['start'] ?? '');
  return flag?.[1] ?? null;
}

/** The env file that values may be moved to: the app loads it, and git never sees it. */
export function valueFile(project: Project): string | null {
  const file = loadedFile(project);
  if (file === null || posix.isAbsolute(file) || posix.normalize(file).startsWith('..')) return null;
  const path = posix.normalize(file);
  const { gitignore, trackedEnv } = project.repository;
  const kept = isIgnored(path, gitignore ?? '') || (willBeIgnored(project) && /^\.env(\.(?!example$).+)?$/.test(path));
  return kept && !trackedEnv.some(({ path: tracked }) => tracked === path) ? path : null;
}

/**
 * `NAME=value` as dotenv and Node.js read it back, quoted where it has to be; null where no quotes will do. In single
 * quotes and backticks everything stands for itself; in double quotes `\n` and `\r` do not.
 */
export function envLine(name: string, value: string): string | null {
  if (/^[\w.,:/+@%~=-]+$/.test(value)) return `${name}=${value}`;
  if (value === '' || value.includes('\r')) return null;
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark) && (mark !== '"' || !value.includes('\\')));
  return quote === undefined ? null : `${name}=${quote}${value}${quote}`;
}
