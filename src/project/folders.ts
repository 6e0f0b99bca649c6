import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { literalText, memberName, walk } from '../../codemods/lib/walk';

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
  if (node.type === 'CallExpression' && /^(join|resolve)$/.test(memberName(node.callee) ?? ''))
    return joined(node.arguments.map(part), '/');
  if (node.type !== 'TemplateLiteral') return UNKNOWN;
  const parts = node.quasis.flatMap((quasi, index) => {
    const expression = node.expressions[index];
    return [{ text: quasi.value.cooked ?? '', whole: true }, ...(expression ? [part(expression)] : [])];
  });
  return joined(parts, '');
}

function startOfName(module: Module, node: Extract<Node, { type: 'Identifier' }>, depth: number): Start {
  const binding = module.scopes.lookup(node.name, node);
  if (!binding && node.name === '__dirname') return { text: posix.join('/', posix.dirname(module.path)), whole: true };
  const isConstant = binding?.init && binding.path.length === 0 && binding.assignments.length === 0;
  return isConstant ? startOf(module, binding.init!, depth + 1) : UNKNOWN;
}

function joined(parts: Start[], separator: string): Start {
  const end = parts.findIndex(({ whole }) => !whole);
  const known = end === -1 ? parts : parts.slice(0, end + 1);
  return { text: known.map(({ text }) => text).join(separator), whole: end === -1 };
}
