import type { Node } from '@babel/types';
import MagicString from 'magic-string';
import { walk } from '../../../codemods/lib/walk';
import { endOf, type Module, parseModule, startOf, tokenFrom, tokenTo } from './parse';

/** `x['name']` becomes `x.name`: the templates write brackets for TypeScript's noPropertyAccessFromIndexSignature only. */
export function preferDots(code: string): string {
  const module = parseModule(code, 'ts');
  const out = new MagicString(code);
  walk(module.ast.program, (node) => preferDot(node, module, out));
  return out.toString();
}

/** The same for one node. */
export function preferDot(node: Node, module: Module, out: MagicString): void {
  if (node.type !== 'MemberExpression' || !node.computed) return;
  const { property } = node;
  if (property.type !== 'StringLiteral' || !/^[A-Za-z_$][\w$]*$/.test(property.value)) return;
  const bracket = tokenTo(module, startOf(property))!;
  out.overwrite(bracket.start, tokenFrom(module, endOf(property))!.end, `.${property.value}`);
}
