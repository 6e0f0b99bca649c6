import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Node } from '@babel/types';
import { glob } from 'tinyglobby';
import { lastName, literalText } from '../../../../codemods/lib/walk';
import { valueOf } from '../../../measures/values';
import type { MiddlewareCall, Project } from '../../../types';

const STATIC = /^(express#static|serve-static|koa-static)$/;
const SMALL = 256 * 1024;

/** The path under which the app serves a small file of a folder of its own; null where the model knows none. */
export async function staticFile(project: Project): Promise<string | null> {
  for (const { path, from } of project.middleware) {
    const call = from.find(({ name }) => STATIC.test(name));
    if (!call || path === null || path.includes(':')) continue;
    for (const folder of foldersOf(project, call)) {
      const file = await smallFile(join(project.root, folder));
      if (file !== null) return posix.join(path, encodeURI(file));
    }
  }
  return null;
}

/** Where the folder may be, relative to the root: its path starts at the root, or at the file's own folder. */
function foldersOf(project: Project, call: MiddlewareCall): string[] {
  const argument = call.arguments[0] ?? (call.node.type === 'CallExpression' ? call.node.arguments[0] : undefined);
  if (!argument) return [];
  const { file, node } = valueOf(project, call.file, argument);
  const parts = textsIn(node);
  if (parts.length === 0) return [];
  const path = posix.join(...parts);
  // Compiled files lie in a folder of their own, beside that of the sources.
  const places = [posix.dirname(file), ''].map((folder) => posix.join(folder, path));
  return [...new Set(places)].filter((place) => !place.startsWith('..') && !posix.isAbsolute(place));
}

/** The literals of `'public'`, `path.join(__dirname, '..', 'public')`, `__dirname + '/public'`, `new URL('./public', …)`. */
function textsIn(node: Node): string[] {
  const text = literalText(node);
  if (text !== null) return [text];
  if (node.type === 'BinaryExpression') return [node.left, node.right].flatMap(textsIn);
  if (node.type === 'TemplateLiteral')
    return node.quasis.map(({ value }) => value.cooked ?? '').filter((part) => part !== '');
  if (node.type === 'NewExpression') return node.arguments.slice(0, 1).flatMap(textsIn);
  const joins = node.type === 'CallExpression' && /^(join|resolve|fileURLToPath)$/.test(lastName(node.callee) ?? '');
  return joins ? node.arguments.flatMap(textsIn) : [];
}

/** A small file below the folder, with `/`; pages last, since an app may answer `/index.html` in another way. */
async function smallFile(folder: string): Promise<string | null> {
  const found = await glob('**', { cwd: folder, deep: 3, followSymbolicLinks: false }).catch(() => []);
  const rank = (file: string): number => (/(^|\/)index\.html?$/i.test(file) ? 2 : /\.html?$/i.test(file) ? 1 : 0);
  for (const file of found.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)))
    if ((await stat(join(folder, file))).size <= SMALL) return file;
  return null;
}
