import type { Node } from '@babel/types';
import type { Flaw } from '../options/flaw';
import { optionsAt, settingOf } from '../options/place';
import type { Module, Resolver } from '../resolve';
import { memberName } from '../walk';
import { lasting, saysWhen } from './expiry';
import type { TokenFacts } from './flaws';

/** `new SignJWT({ sub }).setProtectedHeader({ alg }).sign(key)` of jose: no call between says when the token is over. */
export function endlessChain(module: Module, resolver: Resolver, node: Node, told: () => TokenFacts): Flaw[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const { object, property } = node.callee;
  if (memberName(node.callee) !== 'sign' || object.type !== 'CallExpression') return [];
  const calls: (string | null)[] = [];
  let root: Node = object;
  for (; root.type === 'CallExpression' && root.callee.type === 'MemberExpression'; root = root.callee.object)
    calls.push(memberName(root.callee));
  if (root.type !== 'NewExpression' || resolver.packageName(module, root.callee) !== 'jose#SignJWT') return [];
  const payload = optionsAt(module, resolver, root, 0);
  const said = settingOf(payload, resolver, 'exp');
  if (calls.includes('setExpirationTime') || (said !== 'unset' && said !== 'unknown')) return [];
  if ('literal' in payload && saysWhen(payload.literal)) return [];
  const isKnown = said === 'unset';
  if (!isKnown && /\bexp\b|expires/i.test(module.text)) return [];
  const call = (quote: string): string => `.setExpirationTime(${lasting(told().expiresIn, quote)})`;
  return [
    {
      rule: 'tokens/no-expiry',
      node,
      severity: isKnown ? 'medium' : 'low',
      message: isKnown
        ? 'The token is valid for ever: nothing says when it is over.'
        : 'Nothing here says when the token is over.',
      risk: 'behaviour',
      mend: isKnown
        ? (source) => {
            const gap = source.text.slice(object.end!, property.start!).replace(/\.$/, '');
            source.insert(object.end!, gap + call(source.style.quote));
            return true;
          }
        : null,
      snippet: call("'"),
    },
  ];
}
