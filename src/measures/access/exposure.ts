import type { Node } from '@babel/types';
import { answeredValues } from '../../../codemods/lib/access/answers';
import { rowsOf } from '../../../codemods/lib/access/rows';
import { propertyKey, quoted } from '../../../codemods/lib/escape';
import { isFunction } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';
import { modelsOf, secretField } from './models';

/** Whole rows that are sent to clients, of a model with a password among its fields. */
export function dataExposure(context: RuleContext): Visitor {
  const { module, project } = context;
  const look = (node: Node): void => {
    for (const value of answeredValues(module, node)) {
      const rows = rowsOf(module, value);
      const model = rows && modelsOf(project).get(rows.model);
      const field = model ? secretField(model) : undefined;
      if (!field || isTakenOut(context, value, field)) continue;
      context.report(value, {
        message: `Whole rows are sent to the client, and ${field} is among their fields.`,
        fix: 'manual',
        snippet: snippetFor(project.manifest.dependencies, field),
      });
    }
  };
  return { CallExpression: look, AssignmentExpression: look };
}

/** `delete user.password`, `user.password = undefined`, in the function or one around it. */
function isTakenOut({ module }: RuleContext, node: Node, field: string): boolean {
  let around: Node = module.scopes.functionAround(node);
  for (let outer = module.scopes.functionAround(around); isFunction(outer) && isFunction(around);)
    [around, outer] = [outer, module.scopes.functionAround(outer)];
  const text = module.text.slice(around.start!, around.end!);
  return new RegExp(`delete\\s+[\\w.]+\\.${field}\\b|\\.${field}\\s*=\\s*(undefined|null|''|"")`).test(text);
}

function snippetFor(dependencies: Record<string, string>, field: string): string {
  if (dependencies['mongoose']) return `.select(${quoted(`-${field}`, "'")})`;
  if (dependencies['@prisma/client']) return `omit: { ${propertyKey(field)}: true }`;
  if (dependencies['typeorm']) return `@Exclude() // on the field, or select: ['id', 'email'] in the query`;
  return `attributes: { exclude: [${quoted(field, "'")}] }`;
}
