import type { Module } from '../resolve';
import { requiredSource } from '../scope';
import { walk } from '../walk';

/** A file that also runs in a browser, or asks what it runs in, may be a script there: its names are global. */
const ASKS = /\btypeof\s*\(?\s*(module|exports|require|define|window|document)\b|\bdefine\.amd\b/;
const IS_REQUIRED = /\brequire\s*(?:\?\.)?\(|\b(?:exports\s*(?:\?\.|[.[])|module\s*\??\.)/;
const REQUIRES = /\b(require|module|exports)\b/;

/** Whether that can be, by the text alone: false where it is not. */
export const mayBeOwnModule = (text: string, path: string): boolean =>
  /\.m[jt]s$/.test(path) ||
  /\b(?:import|export)\b(?<=(?:^|[;}/])\s*\w+)/m.test(text) ||
  (!ASKS.test(text) && (/\.c[jt]s$/.test(path) ? REQUIRES : IS_REQUIRED).test(text));

/** Whether the names at the top of a file are its own: an ES module, or one that is required. */
export function isOwnModule({ path, text, ast }: Module): boolean {
  if (/\.d\.[cm]?ts$/.test(path)) return false;
  if (isEsModule({ path, ast })) return true;
  if (ASKS.test(text) || !REQUIRES.test(text)) return false;
  return /\.c[jt]s$/.test(path) || requires(ast.program);
}

export const isEsModule = ({ path, ast }: Pick<Module, 'path' | 'ast'>): boolean =>
  /\.m[jt]s$/.test(path) ||
  ast.program.body.some(({ type }) => /^(Import|Export)/.test(type) || type === 'TSImportEqualsDeclaration');

/** `require('x')`, `module.exports`, `exports.x` */
function requires(program: Module['ast']['program']): boolean {
  let found = false;
  walk(program, (node) => {
    if (requiredSource(node) !== null) found = true;
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier')
      found ||= node.object.name === 'exports' || (node.object.name === 'module' && !node.computed);
    return !found;
  });
  return found;
}
