import { findGitRoot } from '../../project/paths';
import { git } from './git';

const STATUS = ['--literal-pathspecs', 'status', '--porcelain=v1', '-z', '--ignore-submodules=dirty'];

interface Entry {
  status: string;
  /** Relative to the work tree's root. */
  path: string;
}

/**
 * The files under `root` whose content git could not give back: tracked ones with changes, and those of `touched` that
 * exist untracked, ignored or not. Relative to `root`, sorted; none without git. UserError 3 where git fails.
 */
export async function dirtyFiles(root: string, touched: string[]): Promise<string[]> {
  if (!(await findGitRoot(root))) return [];
  const prefix = (await git(root, ['rev-parse', '--show-prefix']))?.replace(/\r?\n$/, '');
  if (prefix === undefined) return [];
  const tracked = await entries(root, ['--untracked-files=no', '--', '.']);
  const untracked = touched.length > 0 ? await untrackedEntries(root, touched) : [];
  const files = [...tracked, ...untracked].map(({ path }) => path.slice(prefix.length));
  return [...new Set(files)].sort();
}

async function untrackedEntries(root: string, touched: string[]): Promise<Entry[]> {
  const found = await entries(root, ['--untracked-files=all', '--ignored=traditional', '--', ...touched]);
  const untracked = found.filter(({ status }) => status === '??');
  const ignored = found.filter(({ status, path }) => status === '!!' && !/(?:^|\/)\.tempered\//.test(path));
  // In a folder that an outer repository ignores as a whole, nothing is under git's care anyway.
  const cared = ignored.length > 0 && (await git(root, ['check-ignore', '-q', '.'])) === undefined;
  return cared ? [...untracked, ...ignored] : untracked;
}

async function entries(root: string, args: string[]): Promise<Entry[]> {
  const output = (await git(root, [...STATUS, ...args])) ?? '';
  const fields = output.split('\0');
  const found: Entry[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (field === '') continue;
    found.push({ status: field.slice(0, 2), path: field.slice(3) });
    // A rename or copy has the old path as a field of its own.
    if (/^[RC]|^.[RC]/.test(field)) at += 1;
  }
  return found;
}
