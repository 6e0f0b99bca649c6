import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { patternNames } from '../../codemods/lib/pattern';
import { textOf } from '../../codemods/lib/text';
import { literalText } from '../../codemods/lib/walk';
import type { DecoratorDialect, FrameworkDialect } from '../frameworks/index';
import type { FieldRead, HandlerReads } from '../types';
import { classOf, type Decorator, decoratorsOf, type MethodNode, typeName } from './decorators';
import { type DataClass, dataClass, typeOf } from './dto';
import { generatedSchema, Reader } from './reads';
import type { Part } from './request-paths';
import { isValidator } from '../../codemods/lib/validators';

/** Which classes that say what they expect are asked, in every route. */
export interface Checks {
  /** A pipe for the whole app looks at the classes of parameters. */
  everywhere: boolean;
}

interface ReadingContext {
  dialect: FrameworkDialect;
  decorators: DecoratorDialect;
  checks: Checks;
}

/** What the decorated parameters of a method are handed, and what is done with it. */
export function readsOfMethod(
  resolver: Resolver,
  module: Module,
  method: MethodNode,
  outer: readonly Decorator[],
  { dialect, decorators, checks }: ReadingContext,
): HandlerReads {
  const reader = new MethodReader(resolver, module, method, dialect, decorators);
  const pipes = outer.filter(({ name }) => name === `${decorators.package}#${decorators.pipes}`);
  const piped = pipes.some((pipe) => pipe.arguments.some((each) => isPipe(resolver, pipe.module, each)));
  for (const parameter of method.params) reader.read(parameter, checks.everywhere || piped);
  return reader.result(piped, schemaOf(resolver, outer));
}

/** `new ValidationPipe()`, `ZodValidationPipe`, `new JoiPipe(schema)` */
const isPipe = (resolver: Resolver, module: Module, node: Node): boolean =>
  isValidator(resolver, module, node) || /valid|schema|zod|joi|yup/i.test(textOf(module, node).split('(')[0]!);

class MethodReader {
  readonly #reader: Reader;
  #unused = false;

  constructor(
    readonly resolver: Resolver,
    readonly module: Module,
    readonly method: MethodNode,
    readonly dialect: FrameworkDialect,
    readonly decorators: DecoratorDialect,
  ) {
    this.#reader = new Reader(resolver, dialect.request);
  }

  read(parameter: Node, piped: boolean): void {
    for (const decorator of decoratorsOf(this.resolver, this.module, parameter)) {
      const [name, local] = decorator.name.split('#');
      const part = name === this.decorators.package && local ? this.decorators.parameters[local] : undefined;
      if (part === 'request') this.#reader.readPattern(this.module, this.method, parameter);
      else if (part) this.#readHanded(parameter, part, decorator, piped);
    }
  }

  result(validated: boolean, schema: string | null): HandlerReads {
    if (validated) this.#reader.validate(null);
    const reads = this.#reader.result(false, schema);
    return this.#unused ? { ...reads, unused: true } : reads;
  }

  /** `@Body() dto: CreateUser`, `@Body('name') name: string`, `@Body(new ZodPipe(schema)) dto` */
  #readHanded(parameter: Node, part: Part, { module, arguments: args }: Decorator, piped: boolean): void {
    const field = literalText(args[0]);
    const pipes = field === null ? args : args.slice(1);
    const ownPipe = pipes.some((each) => isPipe(this.resolver, module, each));
    const { declared, data, unknown } = this.#dataOf(parameter, field);
    const checked = ownPipe || (piped && (unknown || data?.checked === true || data?.maybe === true));
    if (checked) this.#reader.validate(part);
    if (data?.checked && !checked) this.#unused = true;
    for (const { node, name, path } of patternNames(parameter))
      this.#reader.readNamed(this.module, this.method, node, name, part, field === null ? path : [field, ...path]);
    // A pipe such as ParseIntPipe says itself what it takes.
    if (field !== null) this.#reader.declareField(part, field, pipes.length > 0 ? 'unknown' : declared);
    for (const { name, type } of data?.fields ?? []) this.#reader.declareField(part, name, type);
    if (data?.complete && data.fields.length > 0 && !data.checked && !data.maybe) this.#reader.settle(part);
  }

  /** What the type of a parameter says: of a field its kind, and of a whole part the members of its class. */
  #dataOf(
    parameter: Node,
    field: string | null,
  ): { declared: FieldRead['type']; data: DataClass | null; unknown: boolean } {
    const named = target(parameter);
    const name = field === null ? typeName(named) : null;
    const value = name && this.resolver.resolve(this.module, name);
    const found = value && classOf(this.resolver, this.module, name);
    return {
      declared: typeOf(named),
      data: found && dataClass(this.resolver, found.module, found.node),
      // A class of another package: a pipe may know it.
      unknown: value?.kind === 'package',
    };
  }
}

/** The parameter without its default value or its modifier. */
function target(parameter: Node): Node {
  if (parameter.type === 'AssignmentPattern') return target(parameter.left);
  return parameter.type === 'TSParameterProperty' ? target(parameter.parameter) : parameter;
}

/** The name in `@Validate(schemas.name)`, where the schemas are those that tempered wrote. */
function schemaOf(resolver: Resolver, decorators: readonly Decorator[]): string | null {
  for (const { module, arguments: args } of decorators) {
    const name = args[0] ? generatedSchema(resolver, module, args[0]) : null;
    if (name !== null) return name;
  }
  return null;
}
