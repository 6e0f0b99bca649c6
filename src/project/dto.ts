import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { keyName } from '../../codemods/lib/walk';
import type { FieldRead } from '../types';
import { type ClassNode, classOf, decoratorsOf } from './decorators';

/** What a class says of the data that it stands for. */
export interface DataClass {
  fields: Pick<FieldRead, 'name' | 'type'>[];
  /** Every member is known: nothing is inherited from what cannot be read. */
  complete: boolean;
  /** Members carry decorators of a validator, or the class is made from a schema. */
  checked: boolean;
  /** Members carry decorators of the project's own, which may be those of a validator. */
  maybe: boolean;
}

const VALIDATORS = /^class-validator#/;
const SCHEMAS = /^(nestjs-zod|@anatine\/zod-nestjs|nestjs-joi)\b/;
/** `PartialType(CreateUser)`: all of the members of the class, or some of them. */
const DERIVED = /#(PartialType|OmitType|PickType|IntersectionType)$/;

/** Reads the members of a class, those of its parents included. */
export function dataClass(resolver: Resolver, module: Module, node: ClassNode, depth = 0): DataClass {
  const found: DataClass = { fields: [], complete: true, checked: false, maybe: false };
  for (const member of node.body.body) {
    if (member.type !== 'ClassProperty' || member.static) continue;
    const name = keyName(member);
    if (name !== null) found.fields.push({ name, type: typeOf(member) });
    const names = decoratorsOf(resolver, module, member).map((each) => each.name);
    if (names.some((each) => VALIDATORS.test(each))) found.checked = true;
    // A name of a package carries the package with it.
    if (names.some((each) => !each.includes('#'))) found.maybe = true;
  }
  for (const parent of node.superClass ? [parentOf(resolver, module, node.superClass, depth)] : []) {
    found.fields.push(...parent.fields);
    found.complete &&= parent.complete;
    found.checked ||= parent.checked;
    found.maybe ||= parent.maybe;
  }
  return found;
}

const nothing: DataClass = { fields: [], complete: false, checked: false, maybe: false };

function parentOf(resolver: Resolver, module: Module, superClass: Node, depth: number): DataClass {
  if (depth > 6) return nothing;
  const parent = classOf(resolver, module, superClass);
  if (parent) return dataClass(resolver, parent.module, parent.node, depth + 1);
  const maker = superClass.type === 'CallExpression' ? resolver.packageName(module, superClass.callee) : null;
  if (superClass.type !== 'CallExpression' || maker === null) return nothing;
  if (SCHEMAS.test(maker)) return { ...nothing, checked: true };
  if (!DERIVED.test(maker)) return nothing;
  // A list of names beside the class only narrows it down: none is lost where all are kept.
  const parents = superClass.arguments
    .filter(({ type }) => type !== 'ArrayExpression' && type !== 'TSAsExpression')
    .map((each) => parentOf(resolver, module, each, depth + 1));
  return {
    fields: parents.flatMap(({ fields }) => fields),
    complete: parents.every(({ complete }) => complete),
    checked: parents.some(({ checked }) => checked),
    maybe: parents.some(({ maybe }) => maybe),
  };
}

/** `name: string` may be sent as a number, but is no list and no object. */
export function typeOf(node: Node): FieldRead['type'] {
  const annotation = 'typeAnnotation' in node ? (node.typeAnnotation as Node | null | undefined) : null;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : null;
  return /^TS(String|Number|Boolean)Keyword$/.test(type?.type ?? '') ? 'scalar' : 'unknown';
}
