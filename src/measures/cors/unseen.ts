import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import { memberName, propertyOf, walk } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';

interface UnseenCall {
  node: Node;
  name: string;
}

/** Functions of frameworks that make an app, with CORS as an option of it. */
const MAKERS = /^@nestjs\/core#NestFactory#create$/;

/**
 * Calls that allow other origins in a file that no app was found for: of a framework's version that the model does not
 * know, or of another app of the package.
 */
export function unseenCalls(
  { module, resolver, project, file }: RuleContext,
  packages: readonly string[],
  isOpen: (options: Node | undefined, name: string) => boolean,
): UnseenCall[] {
  if (project.withoutApp === null && project.moduleOf(file.path)) return [];
  const found: UnseenCall[] = [];
  const valueOf = (node: Node | undefined): Node | undefined => {
    const value = node && resolver.resolve(module, node);
    return value?.kind === 'node' ? value.node : node;
  };
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || inDevelopment(module, node)) return;
    const name = memberName(node.callee) === 'enableCors' ? 'enableCors' : resolver.packageName(module, node.callee);
    if (name === null) return;
    if (packages.includes(name) && isOpen(valueOf(node.arguments[0]), name)) found.push({ node, name: `${name}()` });
    if (!MAKERS.test(name)) return;
    for (const argument of node.arguments) {
      const option = propertyOf(valueOf(argument), 'cors');
      if (option && isOpen(valueOf(option), 'enableCors')) found.push({ node: option, name: 'The option cors' });
    }
  });
  return found;
}
