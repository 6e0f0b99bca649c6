import type { File, Node } from '@babel/types';
import { isModuleExports, requiredSource } from './scope';
import { children, isFunction, keyName, memberName, walk } from './walk';

/** What a module gives to those that import it. */
export interface ModuleExports {
  /** Name → the expression or declaration; `default` for ESM's default. */
  named: Map<string, Node>;
  /** `module.exports = …` or `export =`. */
  assigned: Node | null;
  /** `export { a as b } from './x'`, `export * as ns from './x'` (`imported` is `*`). */
  forwarded: Map<string, { source: string; imported: string }>;
  /** `export * from './x'`, `module.exports = require('./x')` is `assigned`. */
  stars: string[];
}

/** Reads the exports of a file, ESM and CommonJS alike. */
export function exportsOf(ast: File): ModuleExports {
  const found: ModuleExports = { named: new Map(), assigned: null, forwarded: new Map(), stars: [] };
  for (const statement of ast.program.body) readDeclaration(statement, found);
  walk(ast.program, (node) => readAssignment(node, found));
  return found;
}

function readDeclaration(node: Node, found: ModuleExports): void {
  if (node.type === 'ExportDefaultDeclaration') found.named.set('default', node.declaration);
  else if (node.type === 'TSExportAssignment') found.assigned = node.expression;
  else if (node.type === 'ExportAllDeclaration') found.stars.push(node.source.value);
  else if (node.type === 'ExportNamedDeclaration') readNamed(node, found);
}

function readNamed(node: Extract<Node, { type: 'ExportNamedDeclaration' }>, found: ModuleExports): void {
  const { declaration } = node;
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) if (id.type === 'Identifier') found.named.set(id.name, id);
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') {
    found.named.set(declaration.id.name, declaration.id);
  }
  for (const specifier of node.specifiers) {
    const name = specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value;
    if (specifier.type === 'ExportSpecifier') {
      if (node.source) found.forwarded.set(name, { source: node.source.value, imported: specifier.local.name });
      else found.named.set(name, specifier.local);
    } else if (specifier.type === 'ExportNamespaceSpecifier' && node.source) {
      found.forwarded.set(name, { source: node.source.value, imported: '*' });
    }
  }
}

/** `module.exports = …`, `exports.a = …`, wherever they stand in the module's own code. */
function readAssignment(node: Node, found: ModuleExports): boolean {
  if (isFunction(node) && node.type !== 'ArrowFunctionExpression') return false;
  if (node.type === 'AssignmentExpression' && node.operator === '=') {
    const { left, right } = node;
    const name = memberName(left);
    if (isModuleExports(left) && left.type !== 'Identifier') found.assigned ??= right;
    else if (name !== null && left.type === 'MemberExpression' && isModuleExports(left.object))
      found.named.set(name, right);
  }
  return true;
}

/** The members of `module.exports = { a, b: c }`. */
export function assignedMember(node: Node, name: string): Node | null {
  if (node.type !== 'ObjectExpression') return null;
  for (const property of node.properties) {
    if (keyName(property) !== name) continue;
    return property.type === 'ObjectProperty' ? property.value : property;
  }
  return null;
}

/** Every specifier that a file imports or requires with a literal, in source order. */
export function importedSources(ast: File): string[] {
  const sources: string[] = [];
  const visit = (node: Node): void => {
    if ('source' in node && node.source && typeof node.source === 'object' && node.source.type === 'StringLiteral') {
      const typeOnly =
        ('importKind' in node && node.importKind === 'type') || ('exportKind' in node && node.exportKind === 'type');
      if (!typeOnly) sources.push(node.source.value);
    } else if (node.type === 'TSExternalModuleReference') sources.push(node.expression.value);
    const required = requiredSource(node);
    if (required !== null) sources.push(required);
    for (const child of children(node)) visit(child);
  };
  visit(ast.program);
  return sources;
}
