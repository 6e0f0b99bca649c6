import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { functionName } from '../function-name';
import type { Module, Resolver } from '../resolve';
import { isFunction, keyName, literalText, memberName, unwrap, walk } from '../walk';
import { type Digest, digestOf, nameOf } from './digest';
import { checksPasswords, hashesPasswords, isPlainName, wordsOf } from './names';
import { isSlowHash } from './slow';
import { suppliedPassword } from './supplied';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** The fast hash of a password that a call makes, where it is one. */
export function passwordDigest(flow: Flow, node: Call): Digest | null {
  const digest = digestOf(flow.module, flow.resolver, node);
  if (!digest || /pwnedpasswords|haveibeenpwned/i.test(flow.module.text)) return null;
  const name = functionName(flow.module, flow.module.scopes.functionAround(node)) ?? '';
  if (makesSomethingElse(name)) return null;
  const isPassword = digest.inputs.some((input) => holdsPassword(flow, input)) || isOfHelper(flow, name, digest);
  return isPassword && !goesOn(flow, node) ? digest : null;
}

/** `createAccessToken`, `signatureOf`: what is called a password there is none that people choose. */
const makesSomethingElse = (name: string): boolean =>
  wordsOf(name).some((word) =>
    /^(token|tokens|jwt|reset|otp|totp|signature|sign|etag|cache|key|checksum|gravatar)$/.test(word),
  );

/** Whether a password is among what a text is made of. */
function holdsPassword(flow: Flow, input: Node): boolean {
  return flow.pieces(input).some((piece) => {
    if (piece.kind !== 'value') return false;
    const value = withoutWrapping(piece.node);
    if (value.type === 'BinaryExpression') return holdsPassword(flow, value.left) || holdsPassword(flow, value.right);
    if (suppliedPassword(flow, value) !== null) return true;
    // `this.password` of a model that is being saved; a parameter that was looked at before.
    const name = value.type === 'Identifier' ? value.name : ofThis(value);
    return isPlainName(name ?? '') && flow.originOf(value) !== 'environment' && flow.originOf(value) !== 'constant';
  });
}

const ofThis = (node: Node): string | null =>
  node.type === 'MemberExpression' && node.object.type === 'ThisExpression' ? memberName(node) : null;

function withoutWrapping(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type !== 'CallExpression') return inner;
  const wraps = /^(from|encode|trim|toString|parse)$/.test(memberName(inner.callee) ?? '');
  return wraps && inner.arguments[0] ? withoutWrapping(inner.arguments[0]) : inner;
}

/** A function that hashes what it is given, and whose name says that this is a password. */
const isOfHelper = (flow: Flow, name: string, { inputs }: Digest): boolean =>
  (hashesPasswords(name) || checksPasswords(name)) && inputs.some((input) => namesParameter(flow, input));

/** Whether a text has a parameter of the function around it in it. */
const namesParameter = (flow: Flow, input: Node): boolean =>
  flow.pieces(input).some((piece) => {
    const value = piece.kind === 'value' ? withoutWrapping(piece.node) : null;
    return value?.type === 'Identifier' && flow.module.scopes.lookup(value.name, value)?.kind === 'parameter';
  });

/** The result is hashed slowly behind it, or two of them are only compared: hashes of one length leak nothing by time. */
function goesOn(flow: Flow, node: Call): boolean {
  const { module, resolver } = flow;
  const { parents, functionAround } = module.scopes;
  if (saysWhatWas(flow, node)) return true;
  for (let at: Node | undefined = parents.get(node); at && !isFunction(at); at = parents.get(at)) {
    if (at.type === 'CallExpression' && isSlowHash(module, resolver, at.callee)) return true;
    if (at.type === 'CallExpression' && nameOf(module, resolver, at.callee) === 'crypto#timingSafeEqual') return true;
    if (at.type === 'CallExpression' && isToken(module, resolver, at)) return true;
    const target = targetOf(at);
    if (target !== null) return isHashedLater(flow, functionAround.call(module.scopes, at), target);
  }
  return false;
}

/** What the result is called from there on: `const digest = …`, `password = …`. */
function targetOf(node: Node): string | null {
  const id = node.type === 'VariableDeclarator' ? node.id : node.type === 'AssignmentExpression' ? node.left : null;
  return id?.type === 'Identifier' ? id.name : null;
}

/** In a token, the hash of a password that is stored says when that was changed. */
const isToken = (module: Module, resolver: Resolver, { callee }: Call): boolean =>
  /^(jsonwebtoken|jwt-simple)(#|$)/.test(nameOf(module, resolver, callee) ?? '');

/** `pool.exec('hash', [password, rounds])`: a worker hashes what was made shorter for it. */
const isForWorker = ({ arguments: [first] }: Call): boolean =>
  /^(hash|compare|verify)(Password)?$/.test(literalText(first) ?? '');

/** `verifyPassword(…, { old: (password) => md5(password) })`: what the helper is told of hashes that it renews. */
function saysWhatWas({ module }: Flow, node: Node): boolean {
  const { parents, functionAround } = module.scopes;
  const property = parents.get(functionAround.call(module.scopes, node));
  const call =
    property?.type === 'ObjectProperty' && keyName(property) === 'old' ? parents.get(parents.get(property)!) : null;
  return (
    call?.type === 'CallExpression' && call.callee.type === 'Identifier' && /verifyPassword$/i.test(call.callee.name)
  );
}

function isHashedLater({ module, resolver }: Flow, within: Node, name: string): boolean {
  let found = false;
  walk(within, (node) => {
    if (found || node.type !== 'CallExpression') return !found;
    const takes = node.arguments.some((argument) => {
      let mentions = false;
      walk(argument, (inner) => {
        mentions ||= inner.type === 'Identifier' && inner.name === name;
      });
      return mentions;
    });
    const slow = isSlowHash(module, resolver, node.callee) || isForWorker(node);
    found = takes && (slow || nameOf(module, resolver, node.callee) === 'crypto#timingSafeEqual');
    return !found;
  });
  return found;
}

/** A fast hash that a call of a general function makes of a password: `md5(password)` of `utils/md5.js`. */
export interface HelperDigest extends Digest {
  /** Where the function makes it. */
  made: Node;
  file: string;
}

export function helperDigest(flow: Flow, node: Call): HelperDigest | null {
  const first = node.arguments[0];
  if (!first || suppliedPassword(flow, first) === null) return null;
  const value = flow.resolver.resolve(flow.module, node.callee);
  if (value?.kind !== 'node' || !isFunction(value.node)) return null;
  const { module, node: fn } = value;
  const parameter = isFunction(fn) ? fn.params[0] : undefined;
  if (parameter?.type !== 'Identifier' || isPlainName(parameter.name)) return null;
  const digest = digestIn(flow, module, fn, parameter.name);
  const name = ('id' in fn && fn.id?.type === 'Identifier' && fn.id.name) || '';
  // One whose name says passwords is found where it stands.
  if (!digest || hashesPasswords(name) || goesOn(flow, node)) return null;
  return { ...digest, node, inputs: [first], made: digest.node, file: module.path };
}

/** The fast hash that a function makes of its parameter, where it makes no slow one. */
function digestIn({ resolver }: Flow, module: Module, fn: Node, parameter: string): Digest | null {
  const found: Digest[] = [];
  let slow = false;
  walk(fn, (inner) => {
    if (inner.type !== 'CallExpression') return;
    const digest = digestOf(module, resolver, inner);
    if (digest?.inputs.some((input) => input.type === 'Identifier' && input.name === parameter)) found.push(digest);
    slow ||= isSlowHash(module, resolver, inner.callee);
  });
  return slow ? null : (found[0] ?? null);
}
