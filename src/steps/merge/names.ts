import { parseSource } from '../../../codemods/lib/parse';
import { Module } from '../../../codemods/lib/resolve';
import { isKey } from '../../../codemods/lib/scope';
import { walk } from '../../../codemods/lib/walk';

/** Names that a file uses and does not declare, each once: globals, and what is missing. Types count as names. */
export function undeclaredNames(text: string, file: string): string[] {
  const module = new Module(file, text, parseSource(text, file));
  const types = declaredTypes(module);
  const names = new Set<string>();
  walk(module.ast.program, (node, ancestors) => {
    if (node.type !== 'Identifier' || isKey(node, ancestors.at(-1))) return;
    if (!types.has(node.name) && !module.scopes.lookup(node.name, node)) names.add(node.name);
  });
  return [...names];
}

function declaredTypes(module: Module): Set<string> {
  const names = new Set<string>();
  walk(module.ast.program, (node) => {
    if (/^TS(TypeAlias|Interface|Enum|Module)Declaration$/.test(node.type) && 'id' in node && node.id)
      names.add((node.id as { name?: string }).name ?? '');
    if (node.type === 'TSTypeParameter') names.add(String(node.name));
  });
  return names;
}
