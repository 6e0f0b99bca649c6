import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A new temporary folder holding these files (a name that ends in `/` is a folder), removed after the test. */
export async function temporaryFolder(files: Record<string, string | Buffer> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tempered test ')));
  made.push(folder);
  await writeFiles(folder, files);
  return folder;
}

export async function writeFiles(folder: string, files: Record<string, string | Buffer>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) await writeFile(path, content);
  }
}

/** Every file below a folder with its bytes as latin1 text, and every empty folder with `''` and a final `/`. */
export async function readFolder(folder: string, skip: string[] = ['.git']): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = async (relative: string): Promise<void> => {
    const entries = (await readdir(join(folder, relative), { withFileTypes: true })).filter(
      (e) => !skip.includes(e.name),
    );
    if (entries.length === 0 && relative) found[`${relative}/`] = '';
    for (const entry of entries) {
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await visit(name);
      else found[name] = await readFile(join(folder, name), 'latin1');
    }
  };
  await visit('');
  return found;
}
