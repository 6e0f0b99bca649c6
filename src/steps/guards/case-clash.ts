import { dirname, join } from 'node:path';
import { UserError } from '../../errors';
import { folded, foldersUpwards, listFolder, relativeTo } from '../../project/paths';
import type { FileChange } from '../../types';

/**
 * UserError 3 where a new file, or a folder of it, would differ in nothing but case from what is there: on macOS and
 * Windows that is one and the same, and nobody could check it out there.
 */
export async function refuseCaseClash(root: string, changes: readonly FileChange[]): Promise<void> {
  const list = listingOnce();
  const seen = new Set<string>([root]);
  for (const { file, before, after, measures } of changes) {
    if (before !== null || after === null) continue;
    for (const path of foldersUpwards(join(root, file), root).filter((each) => !seen.has(each))) {
      seen.add(path);
      const other = await sameButCase(path, list);
      if (other === null) continue;
      const skip = measures.length === 1 ? `, or leave it out with --skip ${measures[0]}` : '';
      throw new UserError(
        `${relativeTo(root, other)} is there, and ${relativeTo(root, path)} would be the same on macOS and Windows.`,
        `Rename ${relativeTo(root, other)}${skip}.`,
      );
    }
  }
}

type List = (folder: string) => Promise<string[]>;

/** Most new files stand in a few folders. */
function listingOnce(): List {
  const listed = new Map<string, Promise<string[]>>();
  return (folder) => {
    const known = listed.get(folder) ?? listFolder(folder);
    listed.set(folder, known);
    return known;
  };
}

/** What stands beside a path that is not there under a name that differs only in case; null where nothing does. */
async function sameButCase(path: string, list: List): Promise<string | null> {
  const folder = dirname(path);
  const name = path.slice(folder.length + 1);
  const names = await list(folder);
  if (names.includes(name)) return null;
  const other = names.find((each) => folded(each) === folded(name));
  return other === undefined ? null : join(folder, other);
}
