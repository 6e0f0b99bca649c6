import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { isFunction, keyName, memberName } from './walk';

/** What a function is called, by itself or by what holds it. */
export function functionName({ scopes }: Module, fn: Node): string | null {
  if (!isFunction(fn)) return null;
  if ('id' in fn && fn.id?.type === 'Identifier') return fn.id.name;
  if ('key' in fn) return keyName(fn);
  const parent = scopes.parents.get(fn);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null;
  if (parent?.type === 'AssignmentExpression')
    return parent.left.type === 'Identifier' ? parent.left.name : memberName(parent.left);
  return parent ? keyName(parent) : null;
}
