import type { Node } from '@babel/types';
import type { Module, Resolver, Value } from './resolve';
import { fieldDeclaration } from './sql/declared';
import { memberName, unwrap } from './walk';

/** The method that `this.users.find(…)` calls where the class says of which class its field is; null where it does not. */
export function injectedMethod(resolver: Resolver, module: Module, callee: Node): Value | null {
  const method = memberName(callee);
  const object = 'object' in callee ? unwrap(callee.object as Node) : null;
  if (method === null || object?.type !== 'MemberExpression' || object.object.type !== 'ThisExpression') return null;
  const field = memberName(object);
  const declared = field === null ? null : fieldDeclaration(module, object, field);
  const annotation = declared && 'typeAnnotation' in declared ? declared.typeAnnotation : null;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : null;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
  const value = resolver.resolve(module, type.typeName);
  return value && resolver.member(value, method);
}
