import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { patternNames } from '../../codemods/lib/scope';
import { isFunction, memberName } from '../../codemods/lib/walk';
import type { FieldRead, HandlerReads } from '../types';
import type { FoundHandler } from './handlers';
import { callsNext } from './next';
import { type Use, useOf } from './reads-use';
import { references, withCasts } from './references';
import { isCheck, isValidator, makerOf } from './validators';

export type Part = 'body' | 'query' | 'params';
const PARTS: readonly Part[] = ['body', 'query', 'params'];

/**
 * What the handlers of a route read of the request, as far as the project's own functions show it. What comes before
 * the last handler has run when a schema in front of that one is applied: only the last one can miss what is dropped.
 * `args` are the arguments as they stand in the call.
 */
export function readsOf(resolver: Resolver, handlers: readonly FoundHandler[], args: readonly Node[]): HandlerReads {
  const reader = new Reader(resolver);
  const guards = handlers.slice(0, -1);
  const last = handlers.at(-1);
  for (const { fn, fnModule } of guards) if (fn && fnModule) reader.readFunction(fnModule, fn);
  reader.forgetUnknown();
  if (last?.fn && last.fnModule) reader.readFunction(last.fnModule, last.fn);
  else if (last && makerOf(resolver, last.module, last.argument) === null) reader.unknownHandler();
  // A list that only its name stands for cannot be opened to put something before its last member.
  const isHidden = handlers.length > 1 && last !== undefined && !isWritten(last.argument, args);
  const validated = guards.some(({ module, argument }) => isValidator(resolver, module, argument));
  return reader.result(validated, isHidden, schemaOf(resolver, guards));
}

const isWritten = (argument: Node, args: readonly Node[]): boolean =>
  args.some((arg) => arg === argument || (arg.type === 'ArrayExpression' && arg.elements.includes(argument as never)));

/** The name in `validate(schemas.name)`, where the schemas are those that tempered wrote. */
function schemaOf(resolver: Resolver, guards: readonly FoundHandler[]): string | null {
  for (const { module, argument } of guards) {
    const [schema] = argument.type === 'CallExpression' ? argument.arguments : [];
    if (schema?.type !== 'MemberExpression') continue;
    const schemas = resolver.resolve(module, schema.object);
    const written = schemas && schemas.kind !== 'package' && schemas.module.text.slice(0, 400);
    if (written && /Written by tempered for the measure "validation"/.test(written)) return memberName(schema);
  }
  return null;
}

class Reader {
  readonly #fields: Record<Part, Map<string, Use[]>> = { body: new Map(), query: new Map(), params: new Map() };
  readonly #whole = new Set<Part>();
  readonly #seen = new Set<Node>();
  #validated = false;
  #leaves = false;

  constructor(readonly resolver: Resolver) {}

  /** A handler that cannot be read may do anything with the request. */
  unknownHandler(): void {
    for (const part of PARTS) this.#whole.add(part);
  }

  /** What a guard does that cannot be followed is its own affair; where it takes all keys of a part, any may be sent. */
  forgetUnknown(): void {
    if (this.#whole.size === PARTS.length) this.#whole.clear();
    this.#leaves = false;
  }

  /** `hidden`: nothing can be put right before the last handler. */
  result(validated: boolean, hidden: boolean, schema: string | null): HandlerReads {
    const fields = (part: Part): FieldRead[] =>
      [...this.#fields[part]].map(([name, uses]) => toField(name, uses, part));
    // What comes behind may need other keys than the ones that are read here.
    if (this.#leaves || hidden) for (const part of PARTS) if (this.#fields[part].size > 0) this.#whole.add(part);
    return {
      body: fields('body'),
      query: fields('query'),
      params: fields('params'),
      whole: [...this.#whole],
      validated: validated || this.#validated,
      schema,
    };
  }

  readFunction(module: Module, fn: Node, parameterIndex?: number): void {
    if (!isFunction(fn) || this.#seen.has(fn)) return;
    this.#seen.add(fn);
    const index = parameterIndex ?? (fn.params.length === 4 ? 1 : 0);
    const parameter = fn.params[index];
    if (!parameter) return;
    if (callsNext(module, fn, index)) this.#leaves = true;
    for (const { node, name, path } of patternNames(parameter)) {
      if (path.length === 0) this.#readRequest(module, fn, node, name);
      else if (isPart(path[0])) this.#readNamed(module, fn, node, name, path[0], path.slice(1));
      else if (path[0] === '...') this.unknownHandler();
    }
  }

  /** Every use of the name that stands for the request. */
  #readRequest(module: Module, fn: Node, identifier: Node, name: string): void {
    for (const reference of references(module, fn, identifier, name)) {
      const parent = module.scopes.parents.get(reference)!;
      const member = 'object' in parent && parent.object === reference ? memberName(parent) : undefined;
      if (member === undefined) this.#passRequest(module, fn, reference, parent);
      // `req.param('x')` looks in all parts.
      else if (member === null || member === 'param') this.unknownHandler();
      else if (isPart(member)) this.#readPart(module, fn, parent, member);
    }
  }

  /** `const { body } = req`, a function of the project that takes the request, or one that is not known. */
  #passRequest(module: Module, fn: Node, reference: Node, parent: Node): void {
    if (parent.type === 'VariableDeclarator' && parent.init === reference) {
      for (const { node, name, path } of patternNames(parent.id)) {
        if (path.length === 0) this.#readRequest(module, fn, node, name);
        else if (isPart(path[0])) this.#readNamed(module, fn, node, name, path[0], path.slice(1));
        else if (path[0] === '...') this.unknownHandler();
      }
      return;
    }
    if (parent.type === 'CallExpression' && parent.callee !== reference)
      return this.#passToCall(module, parent, reference);
    if (parent.type !== 'UnaryExpression' && parent.type !== 'BinaryExpression') this.unknownHandler();
  }

  #passToCall(module: Module, call: Extract<Node, { type: 'CallExpression' }>, reference: Node): void {
    const callee = this.resolver.resolve(module, call.callee);
    const own = callee?.kind === 'node' && isFunction(callee.node);
    if (!own && isValidator(this.resolver, module, call)) this.#validated = true;
    else if (callee?.kind === 'node' && isFunction(callee.node))
      this.readFunction(callee.module, callee.node, call.arguments.indexOf(reference as never));
    else this.unknownHandler();
  }

  /** `req.body` as an expression: a member of it, a destructuring, an alias, or all of it. */
  #readPart(module: Module, fn: Node, inner: Node, part: Part): void {
    const expression = withCasts(module, inner);
    const parent = module.scopes.parents.get(expression)!;
    if (parent.type === 'LogicalExpression' && parent.left === expression && isEmptyObject(parent.right))
      return this.#readPart(module, fn, parent, part);
    if ('object' in parent && parent.object === expression) {
      const name = memberName(parent);
      // A list, a text or a buffer is no object with fields.
      if (name === null || name === 'length' || isCallee(module, parent)) this.#whole.add(part);
      else this.#readField(module, fn, parent, part, name);
    } else if (parent.type === 'VariableDeclarator' && parent.init === expression) {
      for (const { node, name, path } of patternNames(parent.id)) this.#readNamed(module, fn, node, name, part, path);
    } else if (parent.type === 'AssignmentExpression' && parent.left === expression) return;
    else if (parent.type === 'LogicalExpression' && parent.left === expression && parent.operator === '&&') return;
    else if (parent.type === 'CallExpression' && isCheck(this.resolver, module, parent)) this.#validated = true;
    else if (parent.type !== 'UnaryExpression' && parent.type !== 'IfStatement') this.#whole.add(part);
  }

  /** `req.body.email`, and the name that it is given: `const email = req.body.email`. */
  #readField(module: Module, fn: Node, inner: Node, part: Part, name: string): void {
    const expression = withCasts(module, inner);
    this.#use(part, name, useOf(module, fn, expression));
    const parent = module.scopes.parents.get(expression);
    const value = parent?.type === 'LogicalExpression' && parent.left === expression ? parent : expression;
    const declarator = module.scopes.parents.get(value);
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return;
    if (declarator.id.type !== 'Identifier') return;
    for (const reference of references(module, fn, declarator.id, declarator.id.name))
      this.#use(part, name, useOf(module, fn, withCasts(module, reference)));
  }

  /** A name that stands for a part of the request, or for one of its fields. */
  #readNamed(module: Module, fn: Node, identifier: Node, name: string, part: Part, path: string[]): void {
    const [field] = path;
    if (field === '...' || field === '?') return void this.#whole.add(part);
    const uses = references(module, fn, identifier, name);
    if (field === undefined) for (const reference of uses) this.#readPart(module, fn, reference, part);
    else if (path.length > 1) this.#use(part, field, { type: 'unknown', need: 'maybe' });
    else {
      if (hasDefault(module, identifier)) this.#use(part, field, { type: 'unknown', need: 'guarded' });
      this.#use(part, field, { type: 'unknown', need: 'maybe' });
      for (const reference of uses) this.#use(part, field, useOf(module, fn, withCasts(module, reference)));
    }
  }

  #use(part: Part, name: string, use: Use): void {
    if (use.need === 'written') return;
    this.#fields[part].set(name, [...(this.#fields[part].get(name) ?? []), use]);
  }
}

/** `req.body.map(…)` */
const isCallee = (module: Module, member: Node): boolean => {
  const parent = module.scopes.parents.get(member);
  return (parent?.type === 'CallExpression' || parent?.type === 'OptionalCallExpression') && parent.callee === member;
};

const isPart = (name: string | null | undefined): name is Part => PARTS.includes(name as Part);
const isEmptyObject = (node: Node): boolean => node.type === 'ObjectExpression' && node.properties.length === 0;
const hasDefault = (module: Module, identifier: Node): boolean =>
  module.scopes.parents.get(identifier)?.type === 'AssignmentPattern';

const SCALAR_NAMES = /^(e?mail|password|passwd|pass|pwd|user_?name|login|token|otp|pin|code|phone)$/i;
const RANK = { unknown: 0, scalar: 1, string: 2 } as const;

function toField(name: string, uses: Use[], part: Part): FieldRead {
  const either = uses.some(({ checksType }) => checksType === true);
  const type = uses.map((use) => use.type).reduce((best, next) => (RANK[next] > RANK[best] ? next : best), 'unknown');
  const guarded = uses.some(({ need }) => need === 'guarded');
  // Nobody logs in without a name or a password: where the handler fails without it on a path, it is needed on all.
  const credential = part === 'body' && SCALAR_NAMES.test(name);
  const needed = uses.some(({ need }) => need === 'needed' || (credential && need === 'sometimes'));
  return {
    name,
    type: either ? 'unknown' : type === 'unknown' && credential ? 'scalar' : type,
    required: needed && !guarded,
  };
}
