import type MagicString from 'magic-string';
import { walk } from '../../../codemods/lib/walk';
import { endOf, type Module, startOf, tokenFrom, tokenTo } from './parse';

/** `x['name']` becomes `x.name`: the templates write brackets for TypeScript's noPropertyAccessFromIndexSignature only. */
export function preferDots(module: Module, out: MagicString): void {
  walk(module.ast.program, (node) => {
    if (node.type !== 'MemberExpression' || !node.computed) return;
    const { property } = node;
    if (property.type !== 'StringLiteral' || !/^[A-Za-z_$][\w$]*$/.test(property.value)) return;
    const bracket = tokenTo(module, startOf(property))!;
    out.overwrite(bracket.start, tokenFrom(module, endOf(property))!.end, `.${property.value}`);
  });
}
