import type { Node } from '@babel/types';
import { functionName } from '../function-name';
import { usesOf } from '../flow/calls';
import { writtenName } from '../flow/made-of';
import type { Module } from '../resolve';
import { textOf } from '../text';
import { isFunction, keyName, unwrap } from '../walk';

export type Call = Extract<Node, { type: 'CallExpression' }>;

/** Methods of collections and models that take a filter first. */
export const FILTERS =
  /^(find|findOne|findOneAndUpdate|findOneAndDelete|findOneAndReplace|findOneAndRemove|findAndModify|updateOne|updateMany|update|replaceOne|deleteOne|deleteMany|remove|count|countDocuments|exists|where)$/;

/** A field of a filter: `{ email: req.body.email }`. */
export interface FilterField {
  property: Extract<Node, { type: 'ObjectProperty' | 'AssignmentExpression' }>;
  key: string;
  value: Node;
}

/** The filter of a call: as it stands there, or as the variable that is handed over was made. */
export function filterOf(module: Module, call: Call): Node | null {
  const method = writtenName(call);
  const [first, second] = call.arguments;
  if (method === 'aggregate') return matchOf(module, first);
  const given = method === 'distinct' ? second : FILTERS.test(method) ? first : null;
  return given && given.type !== 'SpreadElement' && !isFunction(given) ? made(module, given as Node) : null;
}

/** `[{ $match: {…} }, …]` */
function matchOf(module: Module, given: Node | undefined): Node | null {
  const stages = given ? made(module, given) : null;
  if (stages?.type !== 'ArrayExpression') return null;
  for (const stage of stages.elements)
    if (stage?.type === 'ObjectExpression')
      for (const property of stage.properties)
        if (property.type === 'ObjectProperty' && keyName(property) === '$match') return made(module, property.value);
  return null;
}

/** What a name was made as, once and for all. */
function made({ scopes }: Module, given: Node): Node {
  const node = unwrap(given);
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  const literal =
    binding?.init && binding.path.length === 0 && binding.assignments.length === 0 ? unwrap(binding.init) : null;
  return literal && /^(Object|Array)Expression$/.test(literal.type) ? literal : node;
}

/** The fields of a filter that are compared with a value, those of `$or` and `$and` too; what stands under operators is left out. */
export function fieldsOf(filter: Node): FilterField[] {
  if (filter.type !== 'ObjectExpression') return [];
  return filter.properties.flatMap((property): FilterField[] => {
    if (property.type !== 'ObjectProperty') return [];
    const key = keyName(property);
    if (key === null) return [];
    if (/^\$(or|and|nor)$/.test(key) && property.value.type === 'ArrayExpression')
      return property.value.elements.flatMap((each) => (each ? fieldsOf(each) : []));
    return key.startsWith('$') ? [] : [{ property, key, value: property.value }];
  });
}

/** The fields of what is spread into a filter, under a condition or not: `...(name ? { name } : {})`, `...byName`. */
export function spreadFieldsOf(module: Module, filter: Node): FilterField[] {
  if (filter.type !== 'ObjectExpression') return [];
  return filter.properties.flatMap((property) =>
    property.type === 'SpreadElement' ? literalsOf(module, property.argument).flatMap(fieldsOf) : [],
  );
}

/** The object literals that an expression may be. */
function literalsOf(module: Module, expression: Node): Node[] {
  const node = unwrap(expression);
  switch (node.type) {
    case 'ObjectExpression':
      return [node];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((each) => literalsOf(module, each));
    case 'LogicalExpression':
      return [node.left, node.right].flatMap((each) => literalsOf(module, each));
    case 'Identifier': {
      const binding = module.scopes.lookup(node.name, node);
      const isPlain = binding?.kind === 'variable' && binding.path.length === 0 && binding.assignments.length === 0;
      return isPlain && binding.init ? literalsOf(module, binding.init) : [];
    }
    default:
      return [];
  }
}

/** Fields that are put into a filter after it was made: `filter.name = req.body.name`. */
export function laterFieldsOf(module: Module, call: Call): FilterField[] {
  const given = call.arguments[0];
  const binding = given?.type === 'Identifier' ? module.scopes.lookup(given.name, given) : null;
  if (!binding?.init || unwrap(binding.init).type !== 'ObjectExpression' || binding.assignments.length > 0) return [];
  return (usesOf(module).stores.get(binding.name) ?? []).flatMap(({ object, member, value }): FilterField[] => {
    const property = module.scopes.parents.get(value);
    const isOwn = object.type === 'Identifier' && module.scopes.lookup(object.name, object) === binding;
    return isOwn && member !== null && !member.startsWith('$') && property?.type === 'AssignmentExpression'
      ? [{ property, key: member, value }]
      : [];
  });
}

/** How a field is found again in the file, whatever else was edited in between. */
export interface FieldMark {
  /** The function around it (empty without a name), the call, the field, and the value, as written. */
  within: string;
  call: string;
  key: string;
  value: string;
}

export function markOf(module: Module, call: Call, { key, value }: FilterField): FieldMark {
  const text = (node: Node): string => textOf(module, node);
  return {
    within: functionName(module, module.scopes.functionAround(call)) ?? '',
    call: text(call.callee),
    key,
    value: text(value),
  };
}
