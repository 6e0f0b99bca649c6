import type { Node } from '@babel/types';
import type { Flaw } from '../../codemods/lib/options/flaw';
import { resolverAlone } from '../../codemods/lib/flow/alone';
import type { Resolver } from '../../codemods/lib/resolve';
import type { RuleContext, Rule, Visitor } from '../types';
import { Notes } from '../../codemods/lib/notes';

type Find = (context: RuleContext, resolver: Resolver, node: Node) => Flaw[];

/**
 * Makes a rule of what a matcher finds at calls. It is judged with all that the project tells; the fix is automatic where
 * the file alone, which is all that the codemod sees, tells the same.
 */
export function flawRules(find: Find): (rule: Omit<Rule, 'create'>) => Rule {
  const found = new Notes<Node, { flaws: Flaw[]; mendable: Flaw[] }>();
  const at = (context: RuleContext, node: Node): { flaws: Flaw[]; mendable: Flaw[] } => {
    const known = found.get(node);
    if (known) return known;
    const flaws = find(context, context.resolver, node);
    const own = flaws.length > 0 ? find(context, resolverAlone, node) : [];
    const result = { flaws, mendable: own.filter(({ mend }) => mend !== null) };
    found.set(node, result);
    return result;
  };
  return (rule) => ({ ...rule, create: (context) => visitor(rule.id, context, at) });
}

function visitor(
  rule: string,
  context: RuleContext,
  at: (context: RuleContext, node: Node) => { flaws: Flaw[]; mendable: Flaw[] },
): Visitor {
  const visit = (call: Node): void => {
    const { flaws, mendable } = at(context, call);
    for (const { rule: id, node, severity, message, risk, snippet, mend } of flaws) {
      if (id !== rule) continue;
      const automatic = mend !== null && mendable.some((own) => own.rule === id && own.node.start === node.start);
      context.report(node, { severity, message, risk, snippet, fix: automatic ? 'automatic' : 'manual' });
    }
  };
  return { CallExpression: visit, NewExpression: visit };
}
