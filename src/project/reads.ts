import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { patternNames } from '../../codemods/lib/pattern';
import { isFunction, literalText, memberName } from '../../codemods/lib/walk';
import type { RequestDialect } from '../frameworks/index';
import type { FieldRead, HandlerReads } from '../types';
import type { FoundHandler } from './handlers';
import { callsNext } from './next';
import { type Use, useOf } from './reads-use';
import { references, withCasts } from './references';
import { type Part, PARTS, type Place, RequestPaths, type Target } from './request-paths';
import { makerOf } from '../../codemods/lib/maker';
import { isCheck, isValidator } from '../../codemods/lib/validators';

/**
 * What the handlers of a route read of the request, as far as the project's own functions show it. What comes before
 * the last handler has run when a schema in front of that one is applied: only the last one can miss what is dropped.
 * `args` are the arguments as they stand in the call.
 */
export function readsOf(
  resolver: Resolver,
  handlers: readonly FoundHandler[],
  args: readonly Node[],
  request: RequestDialect,
): HandlerReads {
  const reader = new Reader(resolver, request);
  const guards = handlers.slice(0, -1);
  const last = handlers.at(-1);
  for (const { fn, fnModule } of guards) if (fn && fnModule) reader.readFunction(fnModule, fn);
  reader.forgetUnknown();
  if (last?.fn && last.fnModule) reader.readFunction(last.fnModule, last.fn);
  else if (last && makerOf(resolver, last.module, last.argument) === null) reader.unknownHandler();
  // A list that only its name stands for cannot be opened to put something before its last member.
  const isHidden = handlers.length > 1 && last !== undefined && !isWritten(last.argument, args);
  for (const { module, argument } of guards)
    if (isValidator(resolver, module, argument)) reader.validate(targetOf(argument, request));
  return reader.result(isHidden, schemaOf(resolver, guards));
}

/** What a validator is for, where its first argument says it: `zValidator('json', schema)`; null where it may be for all. */
function targetOf(argument: Node, { validated }: RequestDialect): Target | null {
  const first = argument.type === 'CallExpression' ? literalText(argument.arguments[0]) : null;
  return (first !== null && validated?.targets[first]) || null;
}

const isWritten = (argument: Node, args: readonly Node[]): boolean =>
  args.some((arg) => arg === argument || (arg.type === 'ArrayExpression' && arg.elements.includes(argument as never)));

/** The name in `validate(schemas.name)`, where the schemas are those that tempered wrote. */
function schemaOf(resolver: Resolver, guards: readonly FoundHandler[]): string | null {
  for (const { module, argument } of guards) {
    const [schema] = argument.type === 'CallExpression' ? argument.arguments : [];
    const name = schema ? generatedSchema(resolver, module, schema) : null;
    if (name !== null) return name;
  }
  return null;
}

/** The name in `schemas.name`, where the schemas are those that tempered wrote. */
export function generatedSchema(resolver: Resolver, module: Module, schema: Node): string | null {
  const schemas = schema.type === 'MemberExpression' ? resolver.resolve(module, schema.object) : null;
  const written = schemas && schemas.kind !== 'package' && schemas.module.text.slice(0, 400);
  return written && /Written by tempered for the measure "validation"/.test(written) ? memberName(schema) : null;
}

/** Collects what functions read of a request. */
export class Reader {
  readonly #fields: Record<Part, Map<string, Use[]>> = { body: new Map(), query: new Map(), params: new Map() };
  readonly #whole = new Set<Part>();
  readonly #seen = new Set<Node>();
  /** Parts that are read as the client sent them, and those that a validator checked before. */
  readonly #raw = new Set<Part>();
  readonly #checked = new Set<Target>();
  #validated = false;
  #leaves = false;
  #writes = false;
  readonly #paths: RequestPaths;

  constructor(
    readonly resolver: Resolver,
    readonly request: RequestDialect,
  ) {
    this.#paths = new RequestPaths(request);
  }

  /** A handler that cannot be read may do anything with the request. */
  unknownHandler(): void {
    for (const part of PARTS) this.#wholeOf(part);
  }

  /** What a guard does that cannot be followed is its own affair; where it takes all keys of a part, any may be sent. */
  forgetUnknown(): void {
    if (this.#whole.size === PARTS.length) this.#whole.clear();
    this.#leaves = false;
  }

  /** Whether fields of the body or the query are read, tokens aside; null where they may be any, or are written. */
  readsFields(): boolean | null {
    if (this.#writes || this.#whole.has('body') || this.#whole.has('query')) return null;
    return [...this.#fields.body.keys(), ...this.#fields.query.keys()].some((name) => !/token/i.test(name));
  }

  /** A validator has looked at a part before the handler, or at any. */
  validate(target: Target | null): void {
    if (target === null) this.#validated = true;
    else this.#checked.add(target);
  }

  /** `hidden`: nothing can be put right before the last handler. */
  result(hidden: boolean, schema: string | null): HandlerReads {
    const fields = (part: Part): FieldRead[] =>
      [...this.#fields[part]].map(([name, uses]) => toField(name, uses, part));
    // What comes behind may need other keys than the ones that are read here.
    if (this.#leaves || hidden) for (const part of PARTS) if (this.#fields[part].size > 0) this.#whole.add(part);
    const unchecked = (['body', 'query'] as const).some((part) => this.#raw.has(part) && !this.#checked.has(part));
    return {
      body: fields('body'),
      query: fields('query'),
      params: fields('params'),
      whole: [...this.#whole],
      validated: this.#validated || (this.#checked.size > 0 && !unchecked),
      schema,
    };
  }

  /** A field that a class declares, whatever is done with it. */
  declareField(part: Part, name: string, type: Use['type']): void {
    this.#use(part, name, { type, need: 'maybe' });
  }

  /** All fields of a part are known: it may be passed on as a whole. */
  settle(part: Part): void {
    this.#whole.delete(part);
  }

  readFunction(module: Module, fn: Node, parameterIndex?: number, path: readonly string[] = []): void {
    if (!isFunction(fn) || this.#seen.has(fn)) return;
    this.#seen.add(fn);
    const index = parameterIndex ?? (fn.params.length === 4 ? 1 : 0);
    const parameter = fn.params[index];
    if (!parameter) return;
    if (callsNext(module, fn, index + this.request.next)) this.#leaves = true;
    this.readPattern(module, fn, parameter, path);
  }

  /** What a parameter or a declaration takes of the request, or of what lies at a path in it: `{ body }`, `{ req }`. */
  readPattern(module: Module, fn: Node, pattern: Node, above: readonly string[] = []): void {
    for (const { node, name, path } of patternNames(pattern)) {
      const { place, rest } = this.#paths.follow([...above, ...path]);
      if (place.kind === 'way')
        for (const reference of references(module, fn, node, name))
          this.#readAt(module, fn, reference, [...above, ...path]);
      else if (place.kind === 'part') this.readNamed(module, fn, node, name, place.part, rest);
      else if (place.kind !== 'other') this.#wholePlace(place);
    }
  }

  /** One use of what stands for the request, or for something on the way to its parts. */
  #readAt(module: Module, fn: Node, inner: Node, path: readonly string[]): void {
    const expression = withCasts(module, inner);
    const parent = module.scopes.parents.get(expression)!;
    if (!('object' in parent) || parent.object !== expression)
      return this.#passRequest(module, fn, expression, parent, path);
    const name = memberName(parent);
    if (name === null) return this.unknownHandler();
    const { place } = this.#paths.follow([...path, name]);
    if (place.kind === 'way') this.#readAt(module, fn, parent, [...path, name]);
    else if (place.kind === 'part') this.#readPart(module, fn, parent, place.part);
    else if (place.kind === 'call') this.#readCall(module, fn, parent, place);
    else if (place.kind !== 'other' && !this.#isHandedOn(module, parent)) this.#wholePlace(place);
  }

  /** `(c) => auth.handler(c.req.raw)`: the package that made the function checks what it is given. */
  #isHandedOn(module: Module, request: Node): boolean {
    const call = module.scopes.parents.get(request);
    if (call?.type !== 'CallExpression' || call.callee === request || call.callee.type !== 'MemberExpression')
      return false;
    return makerOf(this.resolver, module, call.callee.object) !== null;
  }

  #wholePlace(place: Exclude<Place, { kind: 'way' } | { kind: 'other' }>): void {
    if (place.kind === 'any' || place.part === null) this.unknownHandler();
    else this.#wholeOf(place.part);
  }

  #wholeOf(part: Part): void {
    this.#whole.add(part);
    this.#raw.add(part);
  }

  /** `c.req.json()`, `c.req.query('page')`, `c.req.valid('json')` */
  #readCall(module: Module, fn: Node, member: Node, place: Extract<Place, { kind: 'call' }>): void {
    const call = module.scopes.parents.get(member)!;
    if (call.type !== 'CallExpression' || call.callee !== member) return this.#wholePlace(place);
    const [first] = call.arguments;
    const name = literalText(first);
    if (place.part === null) {
      const target = name === null ? undefined : this.request.validated?.targets[name];
      this.validate(target ?? null);
      if (target && target !== 'other') this.#readPart(module, fn, settled(module, call), target, true);
    } else if (!first) this.#readPart(module, fn, settled(module, call), place.part);
    else if (name === null || place.part === 'body') this.#wholeOf(place.part);
    else {
      this.#raw.add(place.part);
      this.#readField(module, fn, call, place.part, name);
    }
  }

  /** `const { body } = req`, a function of the project that takes the request, or one that is not known. */
  #passRequest(module: Module, fn: Node, reference: Node, parent: Node, path: readonly string[]): void {
    if (parent.type === 'VariableDeclarator' && parent.init === reference)
      return this.readPattern(module, fn, parent.id, path);
    if (parent.type === 'CallExpression' && parent.callee !== reference)
      return this.#passToCall(module, parent, reference, path);
    if (parent.type !== 'UnaryExpression' && parent.type !== 'BinaryExpression') this.unknownHandler();
  }

  #passToCall(
    module: Module,
    call: Extract<Node, { type: 'CallExpression' }>,
    reference: Node,
    path: readonly string[],
  ): void {
    const callee = this.resolver.resolve(module, call.callee);
    const own = callee?.kind === 'node' && isFunction(callee.node);
    const { harmless } = this.request;
    if (!own && isValidator(this.resolver, module, call)) this.#validated = true;
    else if (callee?.kind === 'node' && isFunction(callee.node))
      this.readFunction(callee.module, callee.node, call.arguments.indexOf(reference as never), path);
    else if (callee?.kind !== 'package' || harmless === undefined || !new RegExp(harmless).test(callee.name))
      this.unknownHandler();
  }

  /** `req.body` as an expression: a member of it, a destructuring, an alias, or all of it. */
  #readPart(module: Module, fn: Node, inner: Node, part: Part, checked = false): void {
    if (!checked) this.#raw.add(part);
    const expression = withCasts(module, inner);
    const parent = module.scopes.parents.get(expression)!;
    if (parent.type === 'LogicalExpression' && parent.left === expression && isEmptyObject(parent.right))
      return this.#readPart(module, fn, parent, part, checked);
    if ('object' in parent && parent.object === expression) {
      const name = memberName(parent);
      // A list, a text or a buffer is no object with fields.
      if (name === null || name === 'length' || isCallee(module, parent)) this.#whole.add(part);
      else this.#readField(module, fn, parent, part, name);
    } else if (parent.type === 'VariableDeclarator' && parent.init === expression) {
      for (const { node, name, path } of patternNames(parent.id))
        this.readNamed(module, fn, node, name, part, path, checked);
    } else if (parent.type === 'AssignmentExpression' && parent.left === expression) this.#writes = true;
    else if (parent.type === 'AssignmentExpression' && parent.left.type === 'Identifier' && parent.operator === '=')
      this.#readAssigned(module, fn, parent.left, part, checked);
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

  /** `let body; try { body = await c.req.json(); } …`: what the name stands for from then on. */
  #readAssigned(module: Module, fn: Node, left: Extract<Node, { type: 'Identifier' }>, part: Part, checked: boolean) {
    const binding = module.scopes.lookup(left.name, left);
    if (binding?.kind !== 'variable' || module.scopes.functionAround(binding.identifier) !== fn)
      return void this.#whole.add(part);
    this.readNamed(module, fn, binding.identifier, left.name, part, [], checked);
  }

  /** A name that stands for a part of the request, or for one of its fields. */
  readNamed(
    module: Module,
    fn: Node,
    identifier: Node,
    name: string,
    part: Part,
    path: readonly string[],
    checked = false,
  ): void {
    if (!checked) this.#raw.add(part);
    const [field] = path;
    if (field === '...' || field === '?') return void this.#whole.add(part);
    const uses = references(module, fn, identifier, name);
    if (field === undefined) for (const reference of uses) this.#readPart(module, fn, reference, part, checked);
    else if (path.length > 1) this.#use(part, field, { type: 'unknown', need: 'maybe' });
    else {
      if (hasDefault(module, identifier)) this.#use(part, field, { type: 'unknown', need: 'guarded' });
      this.#use(part, field, { type: 'unknown', need: 'maybe' });
      for (const reference of uses) this.#use(part, field, useOf(module, fn, withCasts(module, reference)));
    }
  }

  #use(part: Part, name: string, use: Use): void {
    if (use.need === 'written') return void (this.#writes = true);
    this.#fields[part].set(name, [...(this.#fields[part].get(name) ?? []), use]);
  }
}

/** `req.body.map(…)` */
const isCallee = (module: Module, member: Node): boolean => {
  const parent = module.scopes.parents.get(member);
  return (parent?.type === 'CallExpression' || parent?.type === 'OptionalCallExpression') && parent.callee === member;
};

/** The value of a promise: behind `await`, and `.catch()` with another value in its place. */
function settled(module: Module, call: Node): Node {
  const parent = module.scopes.parents.get(call);
  if (parent?.type === 'AwaitExpression') return parent;
  const outer = parent && memberName(parent) === 'catch' ? module.scopes.parents.get(parent) : undefined;
  return outer?.type === 'CallExpression' && outer.callee === parent ? settled(module, outer) : call;
}

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
