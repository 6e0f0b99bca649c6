import type { Node } from '@babel/types';
import { inDevelopment } from '../development';
import type { Flaw } from '../options/flaw';
import { isOpenTo, isWidened, literalOf, type Place, placeOf, settingOf } from '../options/place';
import { addOption, removeItem, removeOption } from '../options/write';
import type { Module, Resolver } from '../resolve';
import { quoted } from '../escape';
import { isFunction, keyName, literalText, memberName } from '../walk';
import { type TokenCall, settingName, tokenCalls } from './calls';
import { endlessChain } from './built';
import { endless } from './expiry';
import { keyNameOf, provenAlgorithms, type Signing } from './keys';

/** What the file alone does not tell; JSON, so that it can be a codemod's option. */
export interface TokenFacts {
  /** Where the package signs. */
  signings: Signing[];
  /** How long a token is to last. */
  expiresIn: string;
  /** Somewhere the package says how long tokens last, or brings keys or algorithms of its own to a call. */
  expires: boolean;
  overrides: boolean;
  /** Only calls say it: what is told once for all of them does not. */
  leftToCalls: boolean;
  /** What the user wants tokens to say and be asked for; empty where nothing. */
  issuer: string;
  audience: string;
}

/** Everything that is wrong with how a call signs or verifies tokens; the facts are asked for where there is one. */
export function tokenFlaws(module: Module, resolver: Resolver, node: Node, told: () => TokenFacts): Flaw[] {
  const built = endlessChain(module, resolver, node, told);
  if (built.length > 0) return inDevelopment(module, node) ? [] : built;
  return tokenCalls(module, resolver, node).flatMap((found) => {
    if (inDevelopment(module, node)) return [];
    const facts = told();
    if (found.options.kind === 'unknown') return claims(module, resolver, found, facts);
    return found.operation === 'sign'
      ? [
          ...signing(resolver, found),
          ...endless(module, resolver, found, facts),
          ...claims(module, resolver, found, facts),
        ]
      : [
          ...anyAlgorithm(module, resolver, found, facts),
          ...noneAmong(module, resolver, found),
          ...overTokens(module, resolver, found),
          ...claims(module, resolver, found, facts),
        ];
  });
}

const at = (place: Place): Node | undefined => literalOf(place)?.literal;

/** `jwt.verify(token, secret)` */
function anyAlgorithm(module: Module, resolver: Resolver, found: TokenCall, facts: TokenFacts): Flaw[] {
  const { options, algorithm, strict, call, key, once } = found;
  // A set of keys says for each of them what it is for.
  if (/jwks/i.test(key ? (keyNameOf(module, key) ?? '') : '')) return [];
  if (settingOf(options, resolver, algorithm) !== 'unset') return [];
  const isLookedUp = key !== null && isFunction(resolved(module, resolver, key));
  const proven = found.pair || isLookedUp || (once && facts.overrides) ? null : provenFor(module, found, facts);
  return [
    {
      rule: 'tokens/no-algorithms',
      node: call,
      severity: strict || isLookedUp ? 'low' : 'medium',
      message: 'Tokens are verified with whatever algorithm they name: no algorithms are given.',
      risk: 'none',
      at: at(options),
      mend:
        proven && isOpenTo(options)
          ? (source) => {
              const typed = isWidened(module, options) ? ' as const' : '';
              const list = proven.map((name) => quoted(name, source.style.quote) + typed).join(', ');
              return addOption(source, options, algorithm, `[${list}]`);
            }
          : null,
      snippet: `${algorithm}: [${(proven ?? ['HS256']).map((name) => quoted(name, "'")).join(', ')}]${proven ? '' : ' // the one that the tokens are signed with'}`,
    },
  ];
}

/** Of a setup, its key has to be a secret that stands there. */
function provenFor(module: Module, { key, once }: TokenCall, { signings }: TokenFacts): string[] | null {
  if (once && !key) return null;
  const name = keyNameOf(module, key);
  return /public|\bpem\b|cert|jwk/i.test(name ?? '') && !signings.some((each) => each.key === name)
    ? null
    : provenAlgorithms(signings, name);
}

function resolved(module: Module, resolver: Resolver, key: Node): Node | null {
  const value = resolver.resolve(module, key);
  return value?.kind === 'node' ? value.node : null;
}

/** `algorithms: ['HS256', 'none']` */
function noneAmong(module: Module, resolver: Resolver, { options, algorithm }: TokenCall): Flaw[] {
  const said = settingOf(options, resolver, algorithm);
  if (typeof said === 'string' || said.type !== 'ArrayExpression') return [];
  const elements = said.elements.filter((each) => each !== null) as Node[];
  const none = elements.find((each) => /^none$/i.test(literalText(each) ?? ''));
  if (!none || !module.scopes.parents.has(none)) return [];
  return [
    {
      rule: 'tokens/none-algorithm',
      node: none,
      severity: 'high',
      message: 'Tokens without a signature are accepted: the algorithms include none.',
      risk: 'none',
      at: at(options),
      mend:
        elements.length > 1 && options.kind === 'literal'
          ? (source) => (removeItem(source, elements, none), true)
          : null,
      snippet: `${algorithm}: ['HS256'] // the one that the tokens are signed with`,
    },
  ];
}

/** `jwt.sign(payload, '', { algorithm: 'none' })` */
function signing(resolver: Resolver, { options, algorithm }: TokenCall): Flaw[] {
  const said = settingOf(options, resolver, algorithm);
  if (typeof said === 'string' || !/^none$/i.test(literalText(said) ?? '')) return [];
  return [
    {
      rule: 'tokens/none-algorithm',
      node: said,
      severity: 'high',
      message: 'Tokens are not signed: the algorithm is none.',
      risk: 'behaviour',
      mend: null,
      snippet: `${algorithm}: 'HS256'`,
    },
  ];
}

/** Who renews a token, or ends it, may ask one that is over. */
const MAY_BE_OVER = /refresh|renew|reissue|logout|log_?out|sign_?out|revoke|expired|blacklist|invalidate/i;

/** `ignoreExpiration: true` */
function overTokens(module: Module, resolver: Resolver, { options, call }: TokenCall): Flaw[] {
  const said = settingOf(options, resolver, 'ignoreExpiration');
  if (typeof said === 'string' || said.type !== 'BooleanLiteral' || !said.value) return [];
  if (MAY_BE_OVER.test(nameAround(module, call))) return [];
  const property =
    options.kind === 'literal' ? options.literal.properties.find((each) => keyName(each) === 'ignoreExpiration') : null;
  return [
    {
      rule: 'tokens/ignore-expiration',
      node: property ?? call,
      severity: 'medium',
      message: 'Tokens that are over are accepted: ignoreExpiration is true.',
      risk: 'behaviour',
      at: at(options),
      mend: property ? (source) => removeOption(source, options, 'ignoreExpiration') : null,
      snippet: 'ignoreExpiration: false',
    },
  ];
}

/** The names of the functions around a call, and of their class. */
function nameAround({ scopes }: Module, node: Node): string {
  const names: string[] = [];
  for (let current: Node | undefined = node; current; current = scopes.parents.get(current)) {
    if ('id' in current && current.id && 'name' in current.id) names.push(String(current.id.name));
    else if (keyName(current) !== null) names.push(keyName(current)!);
    else if (current.type === 'AssignmentExpression') names.push(memberName(current.left) ?? '');
  }
  return names.join(' ');
}

/** What the user wants tokens to say, and to be asked for. */
function claims(module: Module, resolver: Resolver, found: TokenCall, facts: TokenFacts): Flaw[] {
  return (['issuer', 'audience'] as const).flatMap((claim): Flaw[] => {
    const value = facts[claim];
    if (
      value === '' ||
      found.inherits ||
      typeof settingOf(found.options, resolver, settingName(found, claim)) !== 'string'
    )
      return [];
    return [
      {
        rule: `tokens/no-${claim}`,
        node: found.call,
        severity: 'info',
        message: `Tokens do not say ${claim === 'issuer' ? 'who made them' : 'whom they are for'}.`,
        risk: 'behaviour',
        at: at(found.options),
        mend:
          found.claims &&
          isOpenTo(found.options) &&
          (found.operation === 'verify' || isPlain(module, resolver, found, claim))
            ? (source) => addOption(source, found.options, claim, quoted(value, source.style.quote))
            : null,
        snippet: `${claim}: ${quoted(value, "'")}`,
      },
    ];
  });
}

/** Only an object that does not say it itself can be given an issuer or audience. */
function isPlain(
  module: Module,
  resolver: Resolver,
  { subject, once }: TokenCall,
  claim: 'issuer' | 'audience',
): boolean {
  if (once) return true;
  const place = subject ? placeOf(module, resolver, subject) : { kind: 'unknown' as const };
  return (
    (place.kind === 'literal' || place.kind === 'elsewhere') &&
    settingOf(place, resolver, claim === 'issuer' ? 'iss' : 'aud') === 'unset'
  );
}
