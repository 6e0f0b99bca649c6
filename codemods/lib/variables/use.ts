import type { Node } from '@babel/types';

/** Whether an identifier stands for a value: keys, names of members, labels and the outer names of imports and exports do not. */
export function isUse(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.computed || parent.property !== node;
    case 'ObjectProperty':
      return parent.computed || parent.key !== node;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return parent.computed === true || parent.key !== node;
    case 'LabeledStatement':
      return parent.label !== node;
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'PrivateName':
    case 'JSXAttribute':
    case 'JSXNamespacedName':
    case 'ImportSpecifier':
      return false;
    case 'ExportSpecifier':
      return parent.local === node;
    case 'JSXMemberExpression':
      return parent.object === node;
    default:
      return true;
  }
}
