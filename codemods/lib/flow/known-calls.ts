import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { unwrap } from '../walk';
import { isPlainClass } from './guards';

/** What functions of JavaScript and Node.js make of what they are given, by their names. */
export const NUMBERS = /^(Number|parseInt|parseFloat|Boolean|BigInt|isNaN|isFinite|Symbol|Date)$/;
export const PASSES_ON =
  /^(String|decodeURI|decodeURIComponent|encodeURI|encodeURIComponent|unescape|structuredClone|Array)$/;
export const STATIC_PASSES_ON: Record<string, RegExp> = {
  JSON: /^(parse|stringify)$/,
  Object: /^(assign|values|keys|entries|fromEntries|freeze)$/,
  Array: /^(from|of)$/,
  Buffer: /^(from|concat)$/,
  util: /^(format|inspect)$/,
  path: /^(join|resolve|normalize)$/,
  String: /^raw$/,
  Promise: /^(all|resolve|allSettled|race)$/,
  qs: /^(parse|stringify)$/,
  querystring: /^(parse|stringify)$/,
  url: /^parse$/,
};
export const KEEPS =
  /^(toString|trim|trimStart|trimEnd|toLowerCase|toUpperCase|toLocale\w+|slice|substr|substring|split|join|replace|replaceAll|concat|padStart|padEnd|repeat|normalize|map|filter|reverse|sort|flat|flatMap|at|charAt|pop|shift|valueOf|match|matchAll|exec|find|reduce|fill|decode|encode)$/;
/** What goes through a list, item by item: the callback's parameter is one of them. */
export const ITERATES = /^(map|forEach|filter|find|findIndex|some|every|flatMap|then)$/;
export const SAYS_YES_OR_NO = /^(test|includes|startsWith|endsWith|indexOf|getTime|toFixed|charCodeAt|every|some|has)$/;
export const NAMED_BY_SERVER = /^(filename|path|filepath|destination|size|fieldname|tempFilePath|md5|newFilename)$/;

/** `.replace(/[^a-z0-9]/gi, '')` */
export function removesOthers(module: Module, expression: Node): boolean {
  const node = unwrap(expression);
  const init = node.type === 'Identifier' ? module.scopes.lookup(node.name, node)?.init : node;
  if (init?.type !== 'RegExpLiteral' || !init.flags.includes('g')) return false;
  const members = /^\[\^((?:[^\]\\]|\\.)*)\][+*]?$/.exec(init.pattern)?.[1];
  return init.pattern === '\\W' || init.pattern === '\\D' || (members !== undefined && isPlainClass(members));
}
