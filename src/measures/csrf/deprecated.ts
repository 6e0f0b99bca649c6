import type { Node } from '@babel/types';
import { requiredSource } from '../../../codemods/lib/scope';
import type { RuleContext, Visitor } from '../../types';

/** `require('csurf')`: its authors gave it up in 2022. */
export function deprecated(context: RuleContext): Visitor {
  const report = (node: Node): void =>
    context.report(node, {
      message: 'csurf has not been looked after since 2022.',
      fix: 'manual',
      snippet: "const { doubleCsrf } = require('csrf-csrf');",
    });
  return {
    ImportDeclaration: (node: Extract<Node, { type: 'ImportDeclaration' }>) => {
      if (node.source.value === 'csurf') report(node);
    },
    CallExpression: (node: Node) => {
      if (requiredSource(node) === 'csurf') report(node);
    },
  };
}
