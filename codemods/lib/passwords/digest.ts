import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { literalText, memberName, unwrap } from '../walk';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** A hash that was made to be fast, and what it is made of. */
export interface Digest {
  /** Where it is shown. */
  node: Node;
  /** As the code names it: `md5`, `sha256`; null where it is computed. */
  algorithm: string | null;
  /** It takes a key: an HMAC. */
  keyed: boolean;
  inputs: Node[];
}

/** Functions of packages that hash what they are given, by name; `*` for any member. */
const FUNCTIONS: Record<string, string> = {
  md5: 'md5',
  'md5-node': 'md5',
  'js-md5': 'md5',
  'blueimp-md5': 'md5',
  'ts-md5#Md5#hashStr': 'md5',
  'utility#md5': 'md5',
  'utility#sha1': 'sha1',
  'utility#sha256': 'sha256',
  'spark-md5#hash': 'md5',
  sha1: 'sha1',
  'js-sha1': 'sha1',
  sha256: 'sha256',
  'js-sha256': 'sha256',
  'js-sha256#sha256': 'sha256',
  'js-sha512': 'sha512',
  'js-sha512#sha512': 'sha512',
  'js-sha3#sha3_256': 'sha3',
  'js-sha3#sha3_512': 'sha3',
  'object-hash': 'sha1',
  'object-hash#sha1': 'sha1',
  'object-hash#MD5': 'md5',
  hasha: 'sha512',
  'password-hash#generate': 'sha1',
  'crypto-js#MD5': 'md5',
  'crypto-js#SHA1': 'sha1',
  'crypto-js#SHA256': 'sha256',
  'crypto-js#SHA512': 'sha512',
  'crypto-js#SHA3': 'sha3',
  'crypto-js/md5': 'md5',
  'crypto-js/sha1': 'sha1',
  'crypto-js/sha256': 'sha256',
  'crypto-js/sha512': 'sha512',
  '@noble/hashes/sha256#sha256': 'sha256',
  '@noble/hashes/sha2#sha256': 'sha256',
  '@noble/hashes/sha512#sha512': 'sha512',
};
const KEYED: Record<string, string> = {
  'crypto-js#HmacMD5': 'md5',
  'crypto-js#HmacSHA1': 'sha1',
  'crypto-js#HmacSHA256': 'sha256',
  'crypto-js#HmacSHA512': 'sha512',
  'crypto-js/hmac-sha256': 'sha256',
  'crypto-js/hmac-sha512': 'sha512',
};

/** Methods that hash, or give or take what hashes: most calls are looked at no further. */
const METHODS = new Set([
  ...[...Object.keys(FUNCTIONS), ...Object.keys(KEYED)].map((name) => name.split('#').at(-1)!),
  ...['hash', 'update', 'digest', 'default'],
]);

/** The fast hash that a call makes, where it is one. Of `createHash(…)` it is the call of `update`, which is given the value. */
export function digestOf(module: Module, resolver: Resolver, node: Call): Digest | null {
  const method = memberName(node.callee);
  if (method !== null && !METHODS.has(method)) return null;
  const name = nameOf(module, resolver, node.callee);
  const [first, second] = node.arguments;
  if (name !== null && first) {
    if (FUNCTIONS[name]) return { node, algorithm: FUNCTIONS[name], keyed: false, inputs: [first] };
    if (KEYED[name]) return { node, algorithm: KEYED[name], keyed: true, inputs: [first] };
    if (name === 'crypto#hash' && second) return { node, algorithm: algorithm(first), keyed: false, inputs: [second] };
  }
  if (method === 'update' && first && node.callee.type === 'MemberExpression')
    return ofUpdate(module, resolver, node.callee.object, first);
  return method === 'digest' && second && isSubtle(node.callee)
    ? { node, algorithm: algorithm(first), keyed: false, inputs: [second] }
    : null;
}

/** The package's function a callee stands for, `crypto#createHash`, whatever prefix Node's own modules have. */
export const nameOf = (module: Module, resolver: Resolver, callee: Node): string | null =>
  resolver.packageName(module, callee)?.replace(/^node:/, '') ?? null;

/** `createHash('md5').update(value)`, also by way of a name: `hash.update(value)`. */
function ofUpdate(module: Module, resolver: Resolver, object: Node, input: Node): Digest | null {
  const inputs = [input];
  let current = unwrap(object);
  // `createHash('md5').update(salt).update(password)`
  while (current.type === 'CallExpression' && memberName(current.callee) === 'update') {
    inputs.push(...current.arguments.slice(0, 1));
    current = current.callee.type === 'MemberExpression' ? unwrap(current.callee.object) : current;
  }
  const made = current.type === 'Identifier' ? module.scopes.lookup(current.name, current)?.init : current;
  const maker = made && unwrap(made);
  if (maker?.type !== 'CallExpression') return null;
  const name = nameOf(module, resolver, maker.callee);
  const own = name === 'crypto#createHash' || name === 'crypto#createHmac' || isBare(module, maker);
  if (!own) return null;
  return {
    node: current === maker ? maker : input,
    algorithm: algorithm(maker.arguments[0]),
    keyed: memberName(maker.callee) === 'createHmac' || name === 'crypto#createHmac',
    inputs,
  };
}

/** `require('crypto')` of a file that forgets it: what is called so can be nothing else. */
const isBare = (module: Module, { callee }: Call): boolean =>
  /^create(Hash|Hmac)$/.test(memberName(callee) ?? '') &&
  callee.type === 'MemberExpression' &&
  callee.object.type === 'Identifier' &&
  callee.object.name === 'crypto' &&
  !module.scopes.lookup('crypto', callee);

const algorithm = (node: Node | undefined): string | null => literalText(node)?.toLowerCase() ?? null;

/** `crypto.subtle` */
const isSubtle = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  (memberName(callee.object) === 'subtle' || (callee.object.type === 'Identifier' && callee.object.name === 'subtle'));
