import type { Node } from '@babel/types';
import { isSuppressed, suppressibleLines, suppressionsOf } from '../../../codemods/lib/suppress';
import { replaceableVars } from '../../../codemods/lib/variables/vars';
import type { Rule, RuleContext } from '../../types';

export const codeRules: Rule[] = [
  {
    id: 'code/var',
    severity: 'info',
    cwe: 'CWE-1126',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'always',
    summary: 'Variables are declared with `var`, and so belong to more code than the block that uses them.',
    keywords: ['var '],
    create: (context) => ({ Program: () => reportVars(context) }),
  },
];

/** One finding for a file, at the first of them: a hundred would hide the others. */
function reportVars({ module, report }: RuleContext): void {
  const { found, all } = replaceableVars(module);
  const suppressions = suppressionsOf(module.text);
  const open = found.filter(({ node }) => !isSuppressed(suppressions, 'code/var', suppressibleLines(module, node)));
  const [first] = open;
  if (!first) return;
  const what = open.length === all ? `${all}` : `${open.length} of ${all}`;
  report(first.node as Node, {
    message: `${what} ${all === 1 ? 'declaration' : 'declarations'} with var can be const or let.`,
    fix: 'automatic',
  });
}
