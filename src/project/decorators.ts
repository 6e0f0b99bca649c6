import type { Node } from '@babel/types';
import { textOf } from '../../codemods/lib/text';
import { type Module, type Resolver, returnedExpression } from '../../codemods/lib/resolve';
import { isFunction, walk } from '../../codemods/lib/walk';

/** A decorator as it is called: `@Get(':id')` is `@nestjs/common#Get`; one of the project goes by its own name. */
export interface Decorator {
  name: string;
  module: Module;
  node: Node;
  arguments: Node[];
}

export type ClassNode = Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>;
export type MethodNode = Extract<Node, { type: 'ClassMethod' }>;

/** The decorators of a class, a member or a parameter, in source order; those that one stands for in its place. */
export function decoratorsOf(resolver: Resolver, module: Module, node: Node): Decorator[] {
  const list = 'decorators' in node && Array.isArray(node.decorators) ? node.decorators : [];
  return list.flatMap((decorator) =>
    decorator?.type === 'Decorator' ? readDecorator(resolver, module, decorator.expression) : [],
  );
}

function readDecorator(resolver: Resolver, module: Module, expression: Node, depth = 0): Decorator[] {
  const callee = expression.type === 'CallExpression' ? expression.callee : expression;
  const args = expression.type === 'CallExpression' ? expression.arguments : [];
  const value = resolver.resolve(module, callee);
  const name = value?.kind === 'package' ? [value.name, ...value.path].join('#') : textOf(module, callee);
  const own = { name, module, node: expression, arguments: args };
  // `const Auth = () => applyDecorators(UseGuards(JwtGuard), …)`
  const returned = value?.kind === 'node' && depth < 4 ? returnedExpression(value.node) : null;
  if (value?.kind !== 'node' || returned?.type !== 'CallExpression') return [own];
  const made = resolver.packageName(value.module, returned.callee);
  if (made === null) return [own];
  const inner = /#applyDecorators$/.test(made) ? returned.arguments : [returned];
  return [
    own,
    ...inner
      .flatMap((each) => elementsOf(resolver, value.module, each))
      .flatMap((each) => readDecorator(resolver, value.module, each, depth + 1))
      .map((each) => handedOn(each, value.node, own)),
  ];
}

/** The elements of a list that is spread, `...decorators`; anything else is one itself. */
function elementsOf(resolver: Resolver, module: Module, node: Node): Node[] {
  if (node.type !== 'SpreadElement') return [node];
  const value = resolver.resolve(module, node.argument);
  const list = value?.kind === 'node' && value.node.type === 'ArrayExpression' ? value.node.elements : [];
  return list.filter((each) => each !== null);
}

/** `(name) => applyDecorators(Controller(name))` is given what the outer one is called with. */
function handedOn(inner: Decorator, fn: Node, outer: Decorator): Decorator {
  const [argument, ...rest] = inner.arguments;
  if (!isFunction(fn) || argument?.type !== 'Identifier' || rest.length > 0) return inner;
  const index = fn.params.findIndex((param) => param.type === 'Identifier' && param.name === argument.name);
  const given = outer.arguments[index];
  return given ? { ...inner, module: outer.module, arguments: [given] } : inner;
}

/** The classes of a file with their decorators, outermost first. */
export function classesOf(module: Module): ClassNode[] {
  const found: ClassNode[] = [];
  walk(module.ast.program, (node) => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') found.push(node);
  });
  return found;
}

/** The class that an expression or a type stands for, with its file; null for anything else. */
export function classOf(
  resolver: Resolver,
  module: Module,
  node: Node | null | undefined,
): { module: Module; node: ClassNode } | null {
  const value = node ? resolver.resolve(module, node) : null;
  if (value?.kind !== 'node') return null;
  const { node: found } = value;
  if (found.type === 'NewExpression') return classOf(resolver, value.module, found.callee);
  const isClass = found.type === 'ClassDeclaration' || found.type === 'ClassExpression';
  return isClass ? { module: value.module, node: found } : null;
}

/** The name in a type annotation, `CreateUser` in `dto: CreateUser`; null for other types. */
export function typeName(node: Node): Node | null {
  const annotation = 'typeAnnotation' in node ? (node.typeAnnotation as Node | null | undefined) : null;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : null;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName : null;
}
