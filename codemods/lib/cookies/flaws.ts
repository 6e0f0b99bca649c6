import type { Node } from '@babel/types';
import type { Flaw } from '../options/flaw';
import type { Module, Resolver } from '../resolve';
import { cookieCall } from './calls';
import { type CookieFacts, flagFlaws } from './flags';
import { lifeFlaws, sessionFlaws } from './sessions';

/** Everything that is wrong with the cookie that a call sets, or with the sessions that it makes. */
export function cookieFlaws(module: Module, resolver: Resolver, node: Node, facts: CookieFacts): Flaw[] {
  const found = node.type === 'CallExpression' ? cookieCall(module, resolver, node) : null;
  if (!found) return [];
  return [
    ...flagFlaws(module, resolver, found, facts),
    ...lifeFlaws(module, resolver, found),
    ...sessionFlaws(module, resolver, found, facts),
  ];
}
