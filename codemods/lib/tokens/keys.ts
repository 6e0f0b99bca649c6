import { createHash } from 'node:crypto';
import type { Node } from '@babel/types';
import { settingOf } from '../options/place';
import type { Module, Resolver } from '../resolve';
import { literalText, memberName, unwrap } from '../walk';
import { type TokenCall, tokenCalls } from './calls';

/** A place of the package that signs: by which key, and how; null where that is not to be told. */
export interface Signing {
  key: string | null;
  algorithm: string | null;
}

const DEPTH = 4;

/**
 * What a key is called, the same wherever it is used: the variable of the environment or setting, otherwise how it is
 * written; null where whoever calls the function says.
 */
export function keyNameOf(module: Module, expression: Node | null, depth = 0): string | null {
  if (!expression) return null;
  const node = unwrap(expression);
  const text = literalText(node);
  // Its value is nobody's business.
  if (text !== null) return `literal ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  if (node.type === 'CallExpression' && /^(get|getOrThrow)$/.test(memberName(node.callee) ?? ''))
    return literalText(node.arguments[0]) ?? written(module, node);
  if (node.type === 'LogicalExpression') return keyNameOf(module, node.left, depth + 1);
  if (node.type === 'MemberExpression')
    return memberName(node.object) === 'env' ? memberName(node) : written(module, node);
  if (node.type !== 'Identifier') return written(module, node);
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind === 'parameter') return null;
  const init = binding?.kind === 'variable' && binding.assignments.length === 0 ? binding.init : null;
  if (!init || depth > DEPTH) return node.name;
  if (binding!.path.length > 0) return binding!.path.at(-1)!;
  const isRead = /^(MemberExpression|Identifier|CallExpression|LogicalExpression|TSNonNullExpression|TSAsExpression)$/;
  return isRead.test(init.type) && !isRequire(init) ? keyNameOf(module, init, depth + 1) : node.name;
}

const isRequire = (node: Node): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';

const written = ({ text }: Module, node: Node): string =>
  text
    .slice(node.start!, node.end!)
    .replace(/\s+/g, '')
    .replace(/^this\./, '')
    .replace(/!/g, '');

/** All places of a file that sign tokens. */
export function signingsIn(module: Module, resolver: Resolver, node: Node): Signing[] {
  return tokenCalls(module, resolver, node)
    .filter(({ operation, inherits }) => operation === 'sign' && !inherits)
    .map((found) => ({ key: keyNameOf(module, found.key), algorithm: signedWith(resolver, found) }));
}

/** Whether what a file tells once for all calls that sign says how long tokens last. */
export function setupsIn(module: Module, resolver: Resolver, node: Node): ('with' | 'without')[] {
  return tokenCalls(module, resolver, node)
    .filter(({ operation, once }) => operation === 'sign' && once)
    .map(({ options }) => (settingOf(options, resolver, 'expiresIn') === 'unset' ? 'without' : 'with'));
}

/** Without a word, HS256. */
function signedWith(resolver: Resolver, { options, algorithm, inPayload, call }: TokenCall): string | null {
  if (inPayload) return call.arguments[2] ? literalText(call.arguments[2]) : 'HS256';
  const said = settingOf(options, resolver, algorithm);
  if (said === 'unset') return 'HS256';
  return said === 'unknown' ? null : literalText(said);
}

/**
 * What tokens of a key are signed with, as far as the package itself proves it: by what it signs with that key, or with
 * one that somebody hands in. Null where nothing does, or what it says does not agree.
 */
export function provenAlgorithms(signings: readonly Signing[], key: string | null): string[] | null {
  const last = (name: string | null): string | undefined => name?.split('.').at(-1);
  const same = signings.filter((each) => key === null || each.key === key);
  const alike = same.length > 0 ? same : signings.filter((each) => each.key !== null && last(each.key) === last(key));
  const matching = alike.length > 0 ? alike : signings.filter((each) => each.key === null);
  const found = [...new Set(matching.map(({ algorithm }) => algorithm))];
  const known = found.filter((algorithm): algorithm is string => algorithm !== null && !/^none$/i.test(algorithm));
  return known.length === 0 || known.length < found.length || (key === null && known.length > 1) ? null : known.sort();
}
