import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { textOf } from '../../codemods/lib/text';
import { literalText, propertyOf, walk } from '../../codemods/lib/walk';

/** The beginning of a text; `whole` where that is all of it. */
interface Start {
  text: string;
  whole: boolean;
}

const UNKNOWN: Start = { text: '', whole: false };

/**
 * Folders that a file loads by names it computes, relative to the root: `` require(`./routes/${name}`) ``,
 * `require(path.join(__dirname, 'models', name))`. The root itself is none of them.
 */
export function loadedFolders(module: Module): string[] {
  const folders: string[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression') return;
    const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
    const argument = isRequire || node.callee.type === 'Import' ? node.arguments[0] : undefined;
    const folder = argument && folderOf(module, startOf(module, argument));
    if (folder) folders.push(folder);
  });
  return [...new Set(folders)];
}

/** The folders that options name: `{ dir: join(__dirname, 'routes') }`. */
export function namedFolders(module: Module): string[] {
  const folders: string[] = [];
  walk(module.ast.program, (node) => {
    const dir = propertyOf(node, 'dir');
    const folder = dir && folderAt(module, dir);
    if (folder) folders.push(folder);
  });
  return [...new Set(folders)];
}

/** The folder that an expression names, relative to the root: `join(__dirname, 'routes')`; null where it is computed. */
export function folderAt(module: Module, node: Node): string | null {
  const { text, whole } = startOf(module, node);
  return whole && text !== '' ? posix.join('/', text).slice(1) : null;
}

function folderOf(module: Module, { text, whole }: Start): string | null {
  if (whole || !/^(\.{0,2})\//.test(text)) return null;
  const above = text.slice(0, text.lastIndexOf('/'));
  const path = posix.join(above.startsWith('/') ? '/' : posix.join('/', posix.dirname(module.path)), above);
  return path === '/' ? null : path.slice(1);
}

/** Paths that begin with `/` begin at the root of the project. */
function startOf(module: Module, node: Node, depth = 0): Start {
  if (depth > 8) return UNKNOWN;
  const text = literalText(node);
  if (text !== null) return { text, whole: true };
  const part = (inner: Node): Start => startOf(module, inner, depth + 1);
  if (node.type === 'Identifier') return startOfName(module, node, depth);
  if (node.type === 'BinaryExpression' && node.operator === '+') return joined([node.left, node.right].map(part), '');
  if (node.type === 'CallExpression' && /^([\w$]+\.)*(join|resolve)$/.test(textOf(module, node.callee)))
    return joined(
      node.arguments.map((argument) => (isOwnUrl(module, argument) ? ownFolder(module) : part(argument))),
      '/',
    );
  if (isOwnFolder(module, node)) return ownFolder(module);
  if (node.type === 'CallExpression' && /fileURLToPath$/.test(textOf(module, node.callee)))
    return part(node.arguments[0]!);
  if (node.type === 'NewExpression' && textOf(module, node.callee) === 'URL' && node.arguments[0])
    return joined([ownFolder(module), part(node.arguments[0])], '/');
  if (node.type !== 'TemplateLiteral') return UNKNOWN;
  const parts = node.quasis.flatMap((quasi, index) => {
    const expression = node.expressions[index];
    return [{ text: quasi.value.cooked ?? '', whole: true }, ...(expression ? [part(expression)] : [])];
  });
  return joined(parts, '');
}

const ownFolder = ({ path }: Module): Start => ({ text: posix.join('/', posix.dirname(path)), whole: true });

/** desm takes it in the place of the folder: `join(import.meta.url, 'routes')`. */
const isOwnUrl = (module: Module, node: Node): boolean => textOf(module, node) === 'import.meta.url';

/**
 * `import.meta.dirname`, `dirname(fileURLToPath(import.meta.url))`, `path.dirname(__filename)`, and helpers of packages
 * and projects that say so: `getDirName(import.meta.url)`
 */
const isOwnFolder = (module: Module, node: Node): boolean =>
  /^(import\.meta\.dirname|(path\.)?dirname\((__filename|filename|[\w.]*fileURLToPath\(import\.meta\.url\))\)|[\w.]*dir_?name\(import\.meta\.url\))$/i.test(
    textOf(module, node),
  );

function startOfName(module: Module, node: Extract<Node, { type: 'Identifier' }>, depth: number): Start {
  const binding = module.scopes.lookup(node.name, node);
  if (!binding && node.name === '__dirname') return ownFolder(module);
  const isConstant = binding?.init && binding.path.length === 0 && binding.assignments.length === 0;
  return isConstant ? startOf(module, binding.init!, depth + 1) : UNKNOWN;
}

function joined(parts: Start[], separator: string): Start {
  const end = parts.findIndex(({ whole }) => !whole);
  const known = end === -1 ? parts : parts.slice(0, end + 1);
  return { text: known.map(({ text }) => text).join(separator), whole: end === -1 };
}
