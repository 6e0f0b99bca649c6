import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { literalText, propertyOf } from '../walk';
import { nameOf } from './digest';

type Call = Extract<Node, { type: 'CallExpression' }>;

/**
 * What the OWASP Password Storage Cheat Sheet asks for at least: bcrypt 10 (12 here: about a quarter of a second),
 * argon2id 19 MiB and two passes, scrypt 2^17 (2^14, the default of Node.js, is let pass), PBKDF2 by its hash.
 */
const PBKDF2: Record<string, number> = { sha1: 1_300_000, sha256: 600_000, sha512: 210_000 };
const BCRYPT = { least: 10, better: 12 };
const ARGON2 = { memoryCost: 19_456, timeCost: 2 };
const SCRYPT = 2 ** 14;

/** A number that makes hashing cheaper than it should be. */
export interface LowCost {
  /** The number itself. */
  node: Node;
  /** What it is a number of: `bcrypt rounds`. */
  what: string;
  value: number;
  better: number;
  /** Hashes carry it, so that it can be raised while old ones still verify. */
  carried: boolean;
}

export function lowCost(module: Module, resolver: Resolver, call: Call): LowCost | null {
  const name = nameOf(module, resolver, call.callee);
  const number = (node: Node | null | undefined): { node: Node; value: number } | null =>
    node ? numberOf(module, resolver, node) : null;
  if (name === null) return null;
  if (/^(bcrypt|bcryptjs|bcrypt-ts|bcrypt-nodejs|@node-rs\/bcrypt)#/.test(name)) {
    const given = number(
      call.arguments[/#(genSalt|genSaltSync)$/.test(name) ? 0 : /#(hash|hashSync)$/.test(name) ? 1 : -1],
    );
    const { least, better } = BCRYPT;
    return given && given.value < least ? { ...given, what: 'rounds of bcrypt', better, carried: true } : null;
  }
  if (/^(argon2|@node-rs\/argon2)#hash(Sync)?$/.test(name)) return argon2(number, call);
  if (/^crypto#pbkdf2(Sync)?$/.test(name)) return pbkdf2(number, call);
  const cost = /^crypto#scrypt(Sync)?$/.test(name)
    ? (propertyOf(call.arguments[3], 'N') ?? propertyOf(call.arguments[3], 'cost'))
    : null;
  const given = number(cost);
  return given && given.value < SCRYPT
    ? { ...given, what: 'the cost of scrypt', better: 2 ** 17, carried: false }
    : null;
}

function argon2(number: (node: Node | null) => { node: Node; value: number } | null, call: Call): LowCost | null {
  for (const [option, better] of Object.entries(ARGON2)) {
    const given = number(propertyOf(call.arguments[1], option));
    if (given && given.value < better) return { ...given, what: `${option} of argon2`, better, carried: true };
  }
  return null;
}

function pbkdf2(number: (node: Node | null) => { node: Node; value: number } | null, call: Call): LowCost | null {
  const hash = literalText(call.arguments[4])?.toLowerCase().replace('-', '') ?? 'sha1';
  const better = PBKDF2[hash];
  const given = number(call.arguments[2] ?? null);
  return given && better && given.value < better
    ? { ...given, what: `iterations of PBKDF2 with ${hash}`, better, carried: false }
    : null;
}

/** A number that stands in the code: a literal, or a constant of this file or another one. */
function numberOf(module: Module, resolver: Resolver, node: Node): { node: Node; value: number } | null {
  const value = resolver.resolve(module, node);
  const literal = value?.kind === 'node' ? value.node : null;
  if (literal?.type !== 'NumericLiteral') return null;
  // Shown where the call is, where the constant is in another file, or may be a number of something else as well.
  const isOwn = value?.kind === 'node' && value.module === module;
  const named = node.type === 'Identifier' && !/round|salt|cost|factor/i.test(node.name);
  return { node: isOwn && !named ? literal : node, value: literal.value };
}
