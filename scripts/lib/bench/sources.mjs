// What the tools go over: a copy of the first source files of a folder, in which none of them leaves anything out.
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from '../load.mjs';

const FILES = 5000;
const SOURCE_MAP = /^\/[/*][#@] sourceMappingURL=.*$/gm;

/**
 * Copies up to 5,000 source files into a folder that looks like a project: `{ files, bytes }`, relative to it. Built files
 * count here, which is most of what packages ship: their folders get other names, and lose the line that tells of a source map.
 */
export async function copySources(from, to) {
  const left = await load('src/project/scan/left-out.ts', 'src/project/scan/list.ts');
  const root = realpathSync(from);
  const files = [];
  let bytes = 0;
  for (const file of left.listFiles(root, false)) {
    if (files.length === FILES) break;
    const target = shownPath(file, left);
    if (!left.isSource(file) || target === null || statSync(path.join(root, file)).size > 1024 * 1024) continue;
    const text = readFileSync(path.join(root, file), 'utf8').replace(SOURCE_MAP, '');
    if (left.leftOutByText(target, text, false) !== null) continue;
    mkdirSync(path.join(to, path.dirname(target)), { recursive: true });
    writeFileSync(path.join(to, target), text);
    files.push(target);
    bytes += text.length;
  }
  writeFileSync(path.join(to, 'package.json'), JSON.stringify({ name: 'bench', dependencies: { express: '^5.0.0' } }));
  return { files, bytes };
}

/** `dist/index.js` → `dist_/index.js`; null where the file is left out all the same: declarations, tests by their name. */
function shownPath(file, { leftOutByPath }) {
  const folders = file.split('/');
  const name = folders.pop();
  const shown = folders.map((folder) =>
    leftOutByPath(`${folder}/x.js`) === null ? folder : `${folder.replace(/^\./, '')}_`,
  );
  const target = [...shown, name].join('/');
  return leftOutByPath(target) === null ? target : null;
}
