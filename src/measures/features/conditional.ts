import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import { functionName } from '../../../codemods/lib/function-name';
import type { RuleContext } from '../../types';

/** Whether something has to hold first: what, only who runs the app knows. */
export function isConditional(context: RuleContext, node: Node): boolean {
  const { module } = context;
  if (inDevelopment(module, node)) return true;
  for (let at = module.scopes.parents.get(node); at; at = module.scopes.parents.get(at))
    if (/^(IfStatement|ConditionalExpression|SwitchStatement|LogicalExpression)$/.test(at.type)) return true;
  return isCalledConditionally(context, node);
}

/** `if (config.docs) setupSwagger(app)`, in whatever file. */
function isCalledConditionally({ module, project }: RuleContext, node: Node): boolean {
  const name = functionName(module, module.scopes.functionAround(node));
  if (name === null || !/^\w+$/.test(name)) return false;
  const call = new RegExp(`\\bif\\s*\\([^{;]*\\)\\s*\\{?\\s*(await\\s+)?(this\\.)?${name}\\(`);
  return project.files.some(({ text }) => call.test(text));
}
