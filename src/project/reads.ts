import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { patternNames } from '../../codemods/lib/scope';
import { isFunction, memberName, walk } from '../../codemods/lib/walk';
import type { FieldRead, Handler, HandlerReads } from '../types';
import { type Use, useOf } from './reads-use';

export type Part = 'body' | 'query' | 'params';
const PARTS: readonly Part[] = ['body', 'query', 'params'];
const VALIDATORS = /valid|schema|celebrate|joi\b|\byup\b|\bzod\b|sanitiz|^check|\bbody\(|checkSchema/i;

/** What the handlers of a route read of the request, as far as the project's own functions show it. */
export function readsOf(resolver: Resolver, module: Module, handlers: readonly Handler[]): HandlerReads {
  const reader = new Reader(resolver);
  for (const { fn, argument } of handlers) {
    const value = fn ? null : resolver.resolve(module, argument);
    if (fn) reader.readFunction(moduleOfFn(resolver, module, argument, fn), fn);
    else if (value?.kind !== 'package') reader.unknownHandler();
  }
  const texts = handlers.map(({ argument }) => module.text.slice(argument.start!, argument.end!));
  const guards = texts.slice(0, -1);
  const schema = texts
    .map((text) => /\bvalidate\w*\(\s*\w+\.(\w+)\s*\)/i.exec(text)?.[1])
    .find((name) => name !== undefined);
  return reader.result(
    guards.some((text) => VALIDATORS.test(text.slice(0, 200)) && !text.startsWith('(')),
    schema ?? null,
  );
}

function moduleOfFn(resolver: Resolver, module: Module, argument: Node, fn: Node): Module {
  const inner =
    argument.type === 'CallExpression' && argument.arguments.length === 1 ? argument.arguments[0]! : argument;
  const value = resolver.resolve(module, inner);
  return value?.kind === 'node' && value.node === fn ? value.module : module;
}

class Reader {
  readonly #fields: Record<Part, Map<string, Use[]>> = { body: new Map(), query: new Map(), params: new Map() };
  readonly #whole = new Set<Part>();
  readonly #seen = new Set<Node>();
  #validated = false;

  constructor(readonly resolver: Resolver) {}

  /** A handler that cannot be read may do anything with the request. */
  unknownHandler(): void {
    for (const part of PARTS) this.#whole.add(part);
  }

  result(validated: boolean, schema: string | null): HandlerReads {
    const fields = (part: Part): FieldRead[] =>
      [...this.#fields[part]].map(([name, uses]) => toField(name, uses, part));
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
    for (const { node, name, path } of patternNames(parameter)) {
      if (path.length === 0) this.#readRequest(module, fn, node, name);
      else if (isPart(path[0])) this.#readNamed(module, fn, node, name, path[0], path.slice(1));
    }
  }

  /** Every use of the name that stands for the request. */
  #readRequest(module: Module, fn: Node, identifier: Node, name: string): void {
    for (const reference of references(module, fn, identifier, name)) {
      const parent = module.scopes.parents.get(reference)!;
      const member = 'object' in parent && parent.object === reference ? memberName(parent) : undefined;
      if (member === undefined) this.#passRequest(module, fn, reference, parent);
      else if (member === null) this.unknownHandler();
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
    if (callee?.kind === 'package' && /validat/.test(callee.name)) this.#validated = true;
    else if (callee?.kind === 'node' && isFunction(callee.node))
      this.readFunction(callee.module, callee.node, call.arguments.indexOf(reference as never));
    else this.unknownHandler();
  }

  /** `req.body` as an expression: a member of it, a destructuring, an alias, or all of it. */
  #readPart(module: Module, fn: Node, expression: Node, part: Part): void {
    const parent = module.scopes.parents.get(expression)!;
    if (parent.type === 'LogicalExpression' && parent.left === expression && isEmptyObject(parent.right))
      return this.#readPart(module, fn, parent, part);
    if ('object' in parent && parent.object === expression) {
      const name = memberName(parent);
      if (name === null) this.#whole.add(part);
      else this.#use(part, name, useOf(module, parent));
    } else if (parent.type === 'VariableDeclarator' && parent.init === expression) {
      for (const { node, name, path } of patternNames(parent.id)) this.#readNamed(module, fn, node, name, part, path);
    } else if (parent.type === 'UnaryExpression' || parent.type === 'IfStatement') return;
    else this.#whole.add(part);
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
      for (const reference of uses) this.#use(part, field, useOf(module, reference));
    }
  }

  #use(part: Part, name: string, use: Use): void {
    if (use.need === 'written') return;
    this.#fields[part].set(name, [...(this.#fields[part].get(name) ?? []), use]);
  }
}

const isPart = (name: string | null | undefined): name is Part => PARTS.includes(name as Part);
const isEmptyObject = (node: Node): boolean => node.type === 'ObjectExpression' && node.properties.length === 0;
const hasDefault = (module: Module, identifier: Node): boolean =>
  module.scopes.parents.get(identifier)?.type === 'AssignmentPattern';

/** The uses of a name inside a function, its declaration left out. */
function references(module: Module, fn: Node, identifier: Node, name: string): Node[] {
  const found: Node[] = [];
  walk(fn, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== name || node === identifier) return;
    const parent = ancestors.at(-1);
    const isMember =
      parent && 'property' in parent && parent.property === node && !('computed' in parent && parent.computed);
    const isKey = parent && 'key' in parent && parent.key === node && !(parent as { shorthand?: boolean }).shorthand;
    if (!isMember && !isKey && module.scopes.lookup(name, node)?.identifier === identifier) found.push(node);
  });
  return found;
}

const SCALAR_NAMES = /^(e?mail|password|passwd|pass|pwd|user_?name|login|token|otp|pin|code|phone)$/i;
const RANK = { unknown: 0, scalar: 1, string: 2 } as const;

function toField(name: string, uses: Use[], part: Part): FieldRead {
  const type = uses.map((use) => use.type).reduce((best, next) => (RANK[next] > RANK[best] ? next : best), 'unknown');
  const guarded = uses.some(({ need }) => need === 'guarded');
  const needed = uses.some(({ need }) => need === 'needed');
  return {
    name,
    type: type === 'unknown' && part === 'body' && SCALAR_NAMES.test(name) ? 'scalar' : type,
    required: needed && !guarded,
  };
}
