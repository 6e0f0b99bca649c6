import type { Node } from '@babel/types';
import { requiredSource } from './lib/scope';
import { quoted } from './lib/escape';
import { open, type Transform } from './lib/transform';
import { isNode, walk } from './lib/walk';

export interface MoveImportOptions {
  /** The specifier as it is written, and the one that takes its place. */
  from: string;
  to: string;
}

/** Imports a module from where it is now: `from './security'` → `from './lib/security'`. */
const moveImport: Transform<MoveImportOptions> = (file, api, { from, to }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  walk(source.ast.program, (node) => {
    const specifier = specifierIn(node);
    if (specifier?.type !== 'StringLiteral' || specifier.value !== from) return;
    source.replace(specifier, quoted(to, source.text[specifier.start!]!));
  });
  return source.finish();
};
export default moveImport;

/** The literal that names the module which a node imports, or passes on. */
function specifierIn(node: Node): Node | null {
  if ('source' in node && isNode(node.source)) return node.source;
  if (node.type === 'TSExternalModuleReference') return node.expression;
  return node.type === 'CallExpression' && requiredSource(node) !== null ? (node.arguments[0] as Node) : null;
}
