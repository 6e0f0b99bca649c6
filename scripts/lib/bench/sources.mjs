// What the tools go over: a copy of the first source files of a folder, each of which `check` looks at.
import { copyFileSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from '../load.mjs';

const FILES = 5000;

/**
 * Copies up to 5,000 source files into a folder that looks like a project: `{ files, bytes }`, relative to it. What `check`
 * leaves out is no source that anybody wrote: built, bundled and minified files are most of what packages ship.
 */
export async function copySources(from, to) {
  const left = await load('src/project/scan/left-out.ts', 'src/project/scan/list.ts');
  const root = realpathSync(from);
  const files = [];
  let bytes = 0;
  for (const file of left.listFiles(root, false)) {
    if (files.length === FILES) break;
    const source = path.join(root, file);
    if (!left.isSource(file) || left.leftOutByPath(file) !== null || statSync(source).size > 1024 * 1024) continue;
    const text = readFileSync(source, 'utf8');
    if (left.leftOutByText(file, text, false) !== null) continue;
    mkdirSync(path.join(to, path.dirname(file)), { recursive: true });
    copyFileSync(source, path.join(to, file));
    files.push(file);
    bytes += text.length;
  }
  writeFileSync(path.join(to, 'package.json'), JSON.stringify({ name: 'bench', dependencies: { express: '^5.0.0' } }));
  return { files, bytes };
}
