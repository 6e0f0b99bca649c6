import { type Flaw, mendFlaws } from './lib/options/flaw';
import { type TokenFacts, tokenFlaws } from './lib/tokens/flaws';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface SecureTokensOptions {
  rule: string;
  facts: TokenFacts;
}

/** Gives calls that sign or verify tokens the option that a rule misses: `jwt.verify(token, secret, { algorithms: ['HS256'] })`. */
const secureTokens: Transform<SecureTokensOptions> = (file, api, { rule, facts }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const flaws: Flaw[] = [];
  const { module, resolver } = source;
  walk(source.ast.program, (node) => void flaws.push(...tokenFlaws(module, resolver, node, () => facts)));
  return mendFlaws(source, rule, flaws);
};
export default secureTokens;
