import type { Node } from '@babel/types';
import { classAround, type Module } from '../resolve';
import { keyName, walk } from '../walk';
import { Notes } from '../notes';

const declarations = new Notes<Node, Map<string, Node>>();

/** Where a class says what a field is: `private pool: Pool;`, `constructor(private readonly db: DataSource)`. */
export function fieldDeclaration(module: Module, at: Node, name: string): Node | null {
  const owner = classAround(module, at);
  if (!owner) return null;
  let known = declarations.get(owner);
  if (!known) {
    const found = new Map<string, Node>();
    walk(owner, (node) => {
      if (node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') {
        const key = keyName(node);
        if (key !== null && node.typeAnnotation) found.set(key, node);
      }
      if (node.type !== 'TSParameterProperty') return;
      const target = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
      if (target.type === 'Identifier') found.set(target.name, target);
    });
    declarations.set(owner, (known = found));
  }
  return known.get(name) ?? null;
}

/** Imports of types alone have no value, and are in no scope. */
export function importSource({ ast }: Module, name: string): string | null {
  for (const statement of ast.program.body)
    if (statement.type === 'ImportDeclaration')
      for (const { local } of statement.specifiers) if (local.name === name) return statement.source.value;
  return null;
}
