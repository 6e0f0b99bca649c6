import type { Node } from '@babel/types';
import { quoted } from '../escape';
import type { Flaw } from '../options/flaw';
import { isOpenTo, isWidened, literalOf, placeOf, settingOf } from '../options/place';
import { addOption } from '../options/write';
import type { Module, Resolver } from '../resolve';
import { keyName, memberName, unwrap } from '../walk';
import { settingName, type TokenCall } from './calls';
import type { TokenFacts } from './flaws';

/** `jwt.sign({ id: user.id }, secret)`: nothing says when the token is over. */
export function endless(module: Module, resolver: Resolver, found: TokenCall, facts: TokenFacts): Flaw[] {
  const { options, inherits, call } = found;
  const name = settingName(found, 'expiresIn');
  if ((inherits && !facts.leftToCalls) || settingOf(options, resolver, name) !== 'unset') return [];
  const payload = payloadOf(module, resolver, found, facts);
  if (payload === 'with' || (inherits && payload !== 'without')) return [];
  const value = (quote: string): string | null =>
    found.inPayload ? moment(facts.expiresIn) : lasting(facts.expiresIn, quote);
  return [
    {
      rule: 'tokens/no-expiry',
      node: call,
      severity: payload === 'without' ? 'medium' : 'low',
      message:
        payload === 'unknown'
          ? 'Nothing here says when the token is over.'
          : 'The token is valid for ever: nothing says when it is over.',
      risk: 'behaviour',
      at: literalOf(options)?.literal,
      mend:
        payload === 'without' && isOpenTo(options) && (!found.inPayload || isForThisToken(module, found))
          ? (source) => {
              const written = value(source.style.quote);
              const typed = !found.inPayload && isWidened(module, options) ? ' as const' : '';
              return written !== null && addOption(source, options, name, written + typed);
            }
          : null,
      snippet: `${name}: ${value("'") ?? moment('1h')}`,
    },
  ];
}

/** A text without a unit would be milliseconds. */
export const lasting = (value: string, quote: string): string => (/^\d+$/.test(value) ? value : quoted(value, quote));

const UNITS: Record<string, string[]> = {
  m: ['60'],
  h: ['60 * 60'],
  d: ['24 * 60 * 60'],
  w: ['7 * 24 * 60 * 60'],
  y: ['365 * 24 * 60 * 60'],
};

/** `Math.floor(Date.now() / 1000) + 15 * 60` for `15m`; null where the time is told in another way. */
function moment(time: string): string | null {
  const [, count, unit] = /^(\d+)\s*([smhdwy]?)(?!s|o|illi)/i.exec(time) ?? [];
  if (count === undefined) return null;
  const seconds = UNITS[unit!.toLowerCase()] ?? [];
  const factors = count === '1' && seconds.length > 0 ? seconds : [count, ...seconds];
  return `Math.floor(Date.now() / 1000) + ${factors.join(' * ')}`;
}

/** Whether the payload is worked out for each token, and for that alone: written in the call, or before it. */
function isForThisToken({ scopes }: Module, { options, call }: TokenCall): boolean {
  const place = literalOf(options);
  const parent = place && scopes.parents.get(place.literal);
  if (parent === call) return true;
  return (
    parent?.type === 'VariableDeclarator' &&
    place!.named &&
    place!.calls.every((each) => each === call) &&
    scopes.functionAround(place!.literal) === scopes.functionAround(call)
  );
}

/** Whether what is signed says itself when it is over; a text cannot, and takes no `expiresIn` either. */
function payloadOf(
  module: Module,
  resolver: Resolver,
  { subject, options, once }: TokenCall,
  facts: TokenFacts,
): 'with' | 'without' | 'text' | 'unknown' {
  if (once) return facts.expires ? 'with' : 'without';
  if (!subject) return 'with';
  const node = unwrap(subject);
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral' || isIdentifier(node)) return 'text';
  const place = placeOf(module, resolver, node);
  if (place.kind !== 'literal' && place.kind !== 'elsewhere')
    return /\bexp\b|expires/i.test(module.text) || options.kind === 'missing' ? 'with' : 'unknown';
  const said = settingOf(place, resolver, 'exp');
  if (said !== 'unset') return 'with';
  if (saysWhen(place.literal)) return 'with';
  return place.literal.properties.some(({ type }) => type === 'SpreadElement') ? 'unknown' : 'without';
}

/** `user.id`, `user._id.toString()` */
const isIdentifier = (node: Node): boolean =>
  /^_?id$/.test(memberName(node) ?? '') ||
  (node.type === 'CallExpression' && 'object' in node.callee && memberName(node.callee) === 'toString');

/** Who puts a time of his own into it looks at that time later. */
export const saysWhen = (literal: Node): boolean =>
  literal.type === 'ObjectExpression' &&
  literal.properties.some((each) => /^(expir|valid|created|issued|timestamp$|iat$|nbf$)/i.test(keyName(each) ?? ''));
