import type { Node } from '@babel/types';
import { keyName } from '../../../codemods/lib/walk';
import type { Rule, RuleContext } from '../../types';

/** The option that says whether an engine encodes, with the value that turns it off. */
const OPTIONS: Record<string, boolean> = { autoescape: false, autoEscape: false, noEscape: true };

export const autoescapeRule: Rule = {
  id: 'xss/autoescape-off',
  severity: 'high',
  cwe: 'CWE-79',
  owasp: 'A05:2025 Injection',
  summary: 'A template engine is told to encode nothing.',
  fixed: 'sometimes',
  risk: 'behaviour',
  keywords: ['autoescape', 'autoEscape', 'noEscape'],
  create: (context) => ({
    CallExpression: (node: Call) => look(context, node),
    NewExpression: (node: Call) => look(context, node),
  }),
};

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

/** Settings of an engine that stand for every page; a single text that is compiled so may be no page. */
function look({ module, resolver, report }: RuleContext, node: Call): void {
  for (const object of node.arguments)
    for (const each of object.type === 'ObjectExpression' ? object.properties : []) {
      const off = OPTIONS[keyName(each) ?? ''];
      if (each.type !== 'ObjectProperty' || each.value.type !== 'BooleanLiteral' || each.value.value !== off) continue;
      const callee = resolver.packageName(module, node.callee) ?? '';
      const forAll = node.type === 'CallExpression' && AUTOMATIC.includes(callee);
      report(each, {
        message: 'The template engine is told not to encode what templates show.',
        fix: forAll ? 'automatic' : 'manual',
        ...(keyName(each) === 'noEscape' ? { severity: 'low' as const } : {}),
        snippet: `${keyName(each)}: ${!off}`,
      });
    }
}

/** Calls whose option is put right in place. */
export const AUTOMATIC = ['swig#setDefaults', 'swig-templates#setDefaults', 'nunjucks#configure'];
