import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything below a folder, byte for byte: files with their mode and bytes, folders with their mode, and links. */
export async function treeOf(
  folder: string,
  skip: readonly string[] = ['.git', 'node_modules'],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = async (relative: string): Promise<void> => {
    for (const name of (await readdir(join(folder, relative))).sort()) {
      const path = relative ? `${relative}/${name}` : name;
      if (skip.includes(path)) continue;
      const stats = await lstat(join(folder, path));
      const mode = (stats.mode & 0o7777).toString(8);
      if (stats.isSymbolicLink()) found[path] = `link to ${await readlink(join(folder, path))}`;
      else if (stats.isDirectory()) found[path] = `folder ${mode}`;
      else found[path] = `file ${mode} ${await readFile(join(folder, path), 'latin1')}`;
      if (stats.isDirectory()) await visit(path);
    }
  };
  await visit('');
  return found;
}
