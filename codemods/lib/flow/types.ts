import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import type { Binding } from '../scope';

const PLAIN = /^TS(Number|Boolean|BigInt|Undefined|Null|Void|Never|Symbol)Keyword$/;

/** Whether a parameter is no free text: its type or pipe says a number, a date, an enum, one of some literals. */
export function isNoText(module: Module, resolver: Resolver, { identifier, path }: Binding): boolean {
  if (path.length > 0 || identifier.type !== 'Identifier') return false;
  const { typeAnnotation: annotation, decorators } = identifier;
  if (
    decorators?.some(
      ({ expression }) => expression.type === 'CallExpression' && expression.arguments.some(convertsText),
    )
  )
    return true;
  return annotation?.type === 'TSTypeAnnotation' && isNoTextType(module, resolver, annotation.typeAnnotation);
}

function isNoTextType(module: Module, resolver: Resolver, type: Node): boolean {
  const inner = (each: Node): boolean => isNoTextType(module, resolver, each);
  if (PLAIN.test(type.type)) return true;
  switch (type.type) {
    case 'TSLiteralType':
      return type.literal.type !== 'TemplateLiteral';
    case 'TSUnionType':
      return type.types.every(inner);
    case 'TSArrayType':
      return inner(type.elementType);
    case 'TSTypeReference':
      if (type.typeName.type !== 'Identifier') return false;
      return type.typeName.name === 'Date' || isEnum(module, resolver, type.typeName.name, type.typeName);
    default:
      return false;
  }
}

/** An enum of this file, or of the one it is imported from. */
function isEnum(module: Module, resolver: Resolver, name: string, at: Node): boolean {
  const declares = ({ ast }: Module, wanted: string): boolean =>
    ast.program.body.some((statement) => {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      return declared?.type === 'TSEnumDeclaration' && declared.id.name === wanted;
    });
  if (declares(module, name)) return true;
  const binding = module.scopes.lookup(name, at);
  const target = binding?.source ? resolver.host.load(binding.source, module) : null;
  return target !== null && typeof target !== 'string' && declares(target, binding?.imported ?? name);
}

/** `ParseIntPipe`, `new ParseEnumPipe(Status)`: what Nest makes of a text before the handler is called. */
export function convertsText(pipe: Node): boolean {
  const name = pipe.type === 'NewExpression' ? pipe.callee : pipe;
  return (
    name.type === 'Identifier' && /^Parse(Int|Float|Bool|Enum|UUID|Uuid|Date|ObjectId|MongoId)\w*$/.test(name.name)
  );
}
