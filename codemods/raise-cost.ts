import { lowCost } from './lib/passwords/cost';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface RaiseCostOptions {
  rule: string;
}

/** Raises numbers that make hashing too cheap, where hashes carry them: `bcrypt.hash(password, 8)` → `12`. */
const raiseCost: Transform<RaiseCostOptions> = (file, api, { rule }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  // A constant may serve several calls.
  const raised = new Set<unknown>();
  walk(source.ast.program, (node) => {
    const low = node.type === 'CallExpression' ? lowCost(source.module, source.resolver, node) : null;
    if (!low?.carried || low.node.type !== 'NumericLiteral' || raised.has(low.node)) return;
    if (source.isIgnored(rule, low.node)) return;
    raised.add(low.node);
    source.replace(low.node, String(low.better));
  });
  return source.finish();
};
export default raiseCost;
