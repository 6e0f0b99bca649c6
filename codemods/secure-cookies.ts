import { cookieFlaws } from './lib/cookies/flaws';
import type { CookieFacts } from './lib/cookies/flags';
import { type Flaw, mendFlaws } from './lib/options/flaw';
import { open, type Transform } from './lib/transform';
import { walk } from './lib/walk';

export interface SecureCookiesOptions {
  rule: string;
  facts: CookieFacts;
}

/** Gives cookies and sessions the option that a rule misses: `res.cookie('sid', id)` → `res.cookie('sid', id, { httpOnly: true })`. */
const secureCookies: Transform<SecureCookiesOptions> = (file, api, { rule, facts }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const flaws: Flaw[] = [];
  walk(source.ast.program, (node) => void flaws.push(...cookieFlaws(source.module, source.resolver, node, facts)));
  return mendFlaws(source, rule, flaws);
};
export default secureCookies;
