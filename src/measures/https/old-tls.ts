import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import { keyName, literalText, memberName } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';

/** `SSLv23_method` stands for whatever both sides know. */
const OLD: Record<string, RegExp> = {
  minVersion: /^TLSv1(\.1)?$/,
  maxVersion: /^TLSv1(\.1)?$/,
  DEFAULT_MIN_VERSION: /^TLSv1(\.1)?$/,
  secureProtocol: /^(TLSv1(_1)?|SSLv[23])_/,
};

/** `minVersion: 'TLSv1.1'`, `tls.DEFAULT_MIN_VERSION = 'TLSv1'` */
export function oldVersions(context: RuleContext): Visitor {
  const test = (name: string | null, value: Node, node: Node): void => {
    const version = literalText(value);
    if (name === null || version === null || !OLD[name]?.test(version) || inDevelopment(context.module, node)) return;
    context.report(node, {
      message: `${version} is allowed, which has been given up since 2021.`,
      fix: 'manual',
      snippet: "minVersion: 'TLSv1.2'",
    });
  };
  return {
    ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => test(keyName(node), node.value, node),
    AssignmentExpression: (node: Extract<Node, { type: 'AssignmentExpression' }>) =>
      test(memberName(node.left), node.right, node),
  };
}
