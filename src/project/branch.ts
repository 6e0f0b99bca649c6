import { join } from 'node:path';
import { gitFolder } from './git-index';
import { kindOf, readTextIfExists } from './paths';

/** What the branch is called that others start from, in the order in which it is believed where several are there. */
const USUAL = ['main', 'master', 'trunk', 'develop'];

/**
 * The branch that the others start from: the one that a clone was given, otherwise a usual name that is there. Null where
 * that is not known, on a branch of some other name. Git is not run.
 */
export async function mainBranch(gitRoot: string): Promise<string | null> {
  const folder = await gitFolder(gitRoot);
  // A linked work tree has a HEAD of its own, and the branches of the repository.
  const common = (await readTextIfExists(join(folder, 'commondir')))?.trim() ?? '.';
  const shared = join(folder, common);
  const cloned = await refIn(join(shared, 'refs/remotes/origin/HEAD'), 'refs/remotes/origin/');
  if (cloned !== null) return cloned;
  const packed = (await readTextIfExists(join(shared, 'packed-refs'))) ?? '';
  const current = await refIn(join(folder, 'HEAD'), 'refs/heads/');
  for (const name of USUAL) {
    const isThere = (await kindOf(join(shared, 'refs/heads', name))) === 'file';
    if (isThere || packed.split('\n').some((line) => line.endsWith(` refs/heads/${name}`))) return name;
  }
  return USUAL.find((name) => name === current) ?? null;
}

/** The branch that a file of git leads to. */
async function refIn(file: string, prefix: string): Promise<string | null> {
  const ref = /^ref: (\S+)\s*$/.exec((await readTextIfExists(file)) ?? '')?.[1];
  const name = ref?.startsWith(prefix) ? ref.slice(prefix.length) : '';
  return /^[\w./-]+$/.test(name) ? name : null;
}
