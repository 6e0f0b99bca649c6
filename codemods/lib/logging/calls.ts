import type { Node } from '@babel/types';
import { nameOf } from '../passwords/digest';
import type { Module, Resolver } from '../resolve';
import { memberName } from '../walk';

type Call = Extract<Node, { type: 'CallExpression' }>;

const LEVELS = /^(log|info|warn|error|debug|trace|fatal|verbose|silly|http|dir|notice|critical|success|alert)$/;
const LOGGERS =
  /^(console|log|logger|_?logger|winston|pino|bunyan|log4js|lg|LOGGER|LOG|consola|signale|tracer)$|(Logger|Log)$/;

/** Whether a text calls a logger by such a name. */
export const mayCallLogger = (text: string): boolean =>
  /\.\s*(?:log|info|warn|error|debug|trace|fatal|verbose|silly|http|dir|notice|critical|success|alert)\b(?<=(?:\bconsole|\bpino|\bbunyan|\blog4js|\blg|\bconsola|\bsignale|\btracer|\bwinston|log|logger|Log|Logger|LOG|LOGGER)['"]?\]?\s*[!?)]*\.\s*\w+)/.test(
    text,
  );

/** Whether a call writes to a log: of the console, or of a logger by its name or its package. */
export function isLogCall(module: Module, resolver: Resolver, { callee }: Call): boolean {
  if (callee.type === 'Identifier') return isDebug(module, resolver, callee);
  const method = memberName(callee);
  if (method === null || callee.type !== 'MemberExpression' || !LEVELS.test(method)) return false;
  const owner = callee.object.type === 'Identifier' ? callee.object.name : (memberName(callee.object) ?? '');
  return LOGGERS.test(owner);
}

/** `const debug = require('debug')('app')` */
function isDebug(module: Module, resolver: Resolver, callee: Extract<Node, { type: 'Identifier' }>): boolean {
  const init = module.scopes.lookup(callee.name, callee)?.init;
  return init?.type === 'CallExpression' && nameOf(module, resolver, init.callee) === 'debug';
}
