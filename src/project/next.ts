import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { isFunction, literalText, memberName } from '../../codemods/lib/walk';
import { references } from './references';

/** Whether a handler may leave the request to what comes behind it: calls `next()` other than with an error. */
export function callsNext(module: Module, fn: Node, nextIndex: number): boolean {
  const parameter = isFunction(fn) ? fn.params[nextIndex] : undefined;
  if (parameter?.type !== 'Identifier') return false;
  return references(module, fn, parameter, parameter.name).some((reference) => leavesIt(module, reference, nextIndex));
}

function leavesIt(module: Module, reference: Node, nextIndex: number): boolean {
  const parent = module.scopes.parents.get(reference);
  if (parent?.type !== 'CallExpression') return true;
  if (parent.callee === reference) return !isError(parent.arguments[0]);
  const method = memberName(parent.callee);
  const index = parent.arguments.indexOf(reference as never);
  if (method === 'catch' || (method === 'then' && index === 1)) return false;
  if (/^(on|once|addListener)$/.test(method ?? '') && literalText(parent.arguments[0]) === 'error') return false;
  // `create(req, res, next)` is read where the function stands.
  return index < nextIndex;
}

function isError(argument: Node | undefined): boolean {
  if (!argument || argument.type === 'NullLiteral') return false;
  if (argument.type === 'Identifier' && argument.name === 'undefined') return false;
  return !/^(route|router)$/.test(literalText(argument) ?? '');
}
