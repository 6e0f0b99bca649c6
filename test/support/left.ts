import { readdir, readlink } from 'node:fs/promises';

/** Ids of the processes that work in a folder or below it (Linux). */
export async function processesIn(folder: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const cwd = await readlink(`/proc/${id}/cwd`).catch(() => '');
      return cwd === folder || cwd.startsWith(`${folder}/`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}
