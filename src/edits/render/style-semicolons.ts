import type { Node } from '@babel/types';
import MagicString from 'magic-string';
import { walk } from '../../../codemods/lib/walk';
import { endOf, tokenFrom, type Module } from './parse';

const ended =
  /^(ExpressionStatement|ReturnStatement|ThrowStatement|BreakStatement|ContinueStatement|DoWhileStatement|ImportDeclaration|ExportNamedDeclaration|TSTypeAliasDeclaration|TSImportEqualsDeclaration|TSExportAssignment|TSPropertySignature|TSMethodSignature|TSDeclareFunction|ClassProperty|ClassPrivateProperty|Directive)$/;

/** What a line must not begin with when the line before it has no semicolon. */
const continues = /^[([`/+\-*]/;

/** Takes out the semicolons that a line end stands for; a line that would continue the one before gets one in front. */
export function dropSemicolons(module: Module): string {
  const out = new MagicString(module.code);
  walk(module.ast.program, (node, ancestors) => {
    if (!takesSemicolon(node, ancestors.at(-1)) || module.code[endOf(node) - 1] !== ';') return;
    const next = tokenFrom(module, endOf(node));
    const sameLine = next && !module.code.slice(endOf(node), next.start).includes('\n');
    if (sameLine && next.text !== '}') return;
    out.remove(endOf(node) - 1, endOf(node));
    if (next && continues.test(next.text)) out.appendRight(next.start, ';');
  });
  return out.toString();
}

function takesSemicolon(node: Node, parent: Node | undefined): boolean {
  if (node.type === 'VariableDeclaration') return !parent?.type.startsWith('For');
  return ended.test(node.type);
}
