import type { Node } from '@babel/types';
import { Notes } from '../notes';
import { type Module, type Resolver } from '../resolve';
import type { Binding } from '../scope';
import { isFunction, memberName, propertyOf, unwrap } from '../walk';
import { callsOf, type Store, usesOf } from './calls';
import { HARMLESS, isChecked, keepsChecked, patternOf, TEXTUAL } from './guards';
import {
  ITERATES,
  KEEPS,
  NAMED_BY_SERVER,
  NUMBERS,
  PASSES_ON,
  removesOthers,
  SAYS_YES_OR_NO,
  STATIC_PASSES_ON,
} from './known-calls';
import { isWorse, type Origin, worst } from './origin';
import { type Piece, piecesOf } from './pieces';
import { reaching } from './reaching';
import { isOfRequest, readRequest, type RequestRead, type RequestShape } from './request';
import { returnedBy } from './returned';
import { isNoText } from './types';
import { wasText } from './was-text';

const DEPTH = 24;
/** Functions that call each other, as those of compilers do, lead in more ways to a value than anybody could follow. */
const STEPS = 1000;

type CallNode = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>;
type MemberNode = Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;

/** Functions that were asked whether they pass on what they are given. */
const passing = new Notes<Node, boolean>();

/** What the values of one file are made of: honest about a function and its module, silent beyond. */
export class Flow {
  /** Of the question that is being answered. */
  #steps = 0;
  readonly #underWay = new Set<Node | Binding>();
  readonly #known = new Map<Node | Binding, Origin>();
  /** What was left out because it leads back to itself: an origin found meanwhile is not the whole truth. */
  readonly #cuts = new Set<unknown>();
  /** Functions whose result is being looked at for one call: their parameters are what that call gives. */
  readonly #entered = new Set<Node>();

  constructor(
    readonly module: Module,
    readonly resolver: Resolver,
    readonly shape: RequestShape,
  ) {}

  /** What of the request the expression is, as it was sent; null where it is something else or something made of it. */
  read(node: Node): RequestRead | null {
    const read = readRequest(this.module, this.shape, node);
    return read && !this.#isChecked(unwrap(node)) ? read : null;
  }

  /** The text that an expression makes, piece by piece; one piece that is the expression itself where it makes none. */
  pieces(node: Node): Piece[] {
    return piecesOf(this, node);
  }

  /** Where the value of an expression comes from, at worst. */
  originOf(expression: Node, depth = 0): Origin {
    const node = unwrap(expression);
    if (depth === 0) this.#cuts.clear();
    if (this.#underWay.size === 0) this.#steps = 0;
    if (depth > DEPTH || (this.#steps += 1) > STEPS) return this.#cut('depth');
    return this.#once(node, () => {
      const found = this.#originOf(node, depth + 1);
      return isWorse(found, 'unknown') && this.#isChecked(node) ? 'constant' : found;
    });
  }

  /** Remembers what was found, unless something was left out on the way that is still under way. */
  #once(key: Node | Binding, find: () => Origin): Origin {
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#underWay.has(key)) return this.#cut(key);
    this.#underWay.add(key);
    const origin = find();
    this.#underWay.delete(key);
    this.#cuts.delete(key);
    if (this.#cuts.size === 0) this.#known.set(key, origin);
    return origin;
  }

  #cut(at: unknown): Origin {
    this.#cuts.add(at);
    return 'constant';
  }

  /** A list is the code's own where nothing of it comes from a client or a caller. */
  #isChecked(node: Node): boolean {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression')
      return false;
    return isChecked(this.module, node, { ...HARMLESS, trusts: this.#trusts });
  }

  #trusts = (list: Node): boolean => !isWorse(this.originOf(list), 'unknown');

  /** Whether something in front of a value would not let an object pass: `typeof x === 'string'`, `validator.isEmail(x)`, `x = x.trim()`. */
  isText(node: Node): boolean {
    if (isChecked(this.module, node, { ...TEXTUAL, trusts: this.#trusts }) || wasText(this.module, node)) return true;
    const { scopes, text } = this.module;
    const written = text.slice(node.start!, node.end!);
    const fn = scopes.functionAround(node);
    // The package throws at anything but a text.
    const calls = [...usesOf(this.module).calls].flatMap(([name, each]) =>
      /^(is|equals|normalize)/.test(name) ? each : [],
    );
    return calls.some(
      ({ callee, arguments: [value], start }) =>
        value !== undefined &&
        start! < node.start! &&
        start! >= fn.start! &&
        text.slice(value.start!, value.end!) === written &&
        this.resolver.packageName(this.module, callee)?.startsWith('validator') === true,
    );
  }

  #originOf(node: Node, depth: number): Origin {
    const all = (nodes: readonly (Node | null | undefined)[]): Origin =>
      worst(nodes.map((inner) => (inner ? this.originOf(inner, depth) : 'constant')));
    switch (node.type) {
      case 'TemplateLiteral':
        return all(node.expressions);
      case 'TaggedTemplateExpression':
        return 'unknown';
      case 'BinaryExpression':
        return node.operator === '+' ? all([node.left, node.right]) : 'constant';
      case 'LogicalExpression':
        return all(node.operator === '&&' ? [node.right] : [node.left, node.right]);
      case 'ConditionalExpression':
        return all([node.consequent, node.alternate]);
      case 'ArrayExpression':
        return all(node.elements);
      case 'ObjectExpression':
        return all(
          node.properties.map((each) =>
            each.type === 'ObjectProperty' ? each.value : each.type === 'SpreadElement' ? each.argument : null,
          ),
        );
      case 'SpreadElement':
        return all([node.argument]);
      case 'AssignmentExpression':
        return all([node.left, node.right]);
      case 'UnaryExpression':
      case 'UpdateExpression':
        return 'constant';
      case 'Identifier':
        return this.#ofName(node, depth);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#ofMember(node, depth);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return this.#ofCall(node, depth);
      case 'NewExpression':
        if (node.callee.type !== 'Identifier') return 'unknown';
        if (node.callee.name === 'Date') return 'constant';
        return /^(RegExp|String|URL|URLSearchParams|Array|Set|Map)$/.test(node.callee.name)
          ? all(node.arguments)
          : 'unknown';
      default:
        return /Literal$|Function|Class/.test(node.type) ? 'constant' : 'unknown';
    }
  }

  #ofName(node: Extract<Node, { type: 'Identifier' }>, depth: number): Origin {
    if (this.read(node)) return 'request';
    const binding = this.module.scopes.lookup(node.name, node);
    if (!binding) return /^(undefined|NaN|Infinity|__dirname|__filename)$/.test(node.name) ? 'constant' : 'unknown';
    if (binding.kind === 'function' || binding.kind === 'class') return 'constant';
    if (binding.kind === 'import') return this.#elsewhere(node);
    return worst([this.#ofBinding(node, binding, depth), ...this.#stored(node, binding, depth)]);
  }

  /** What a name was made as; of the request itself nothing is known but what was read. */
  #ofBinding(node: Node, binding: Binding, depth: number): Origin {
    if (isOfRequest(this.module, this.shape, node))
      return this.read(node) ? 'request' : readRequest(this.module, this.shape, node) ? 'constant' : 'unknown';
    const { values, last } = reaching(this.module, node, binding);
    return this.#once(last ?? binding, () => {
      if (last) return worst(values.map((each) => this.originOf(each, depth)));
      return binding.kind === 'parameter' ? this.#ofParameter(binding, depth) : this.#ofVariable(node, binding, depth);
    });
  }

  #ofVariable(node: Node, binding: Binding, depth: number): Origin {
    if (binding.path.length > 0 && binding.init) {
      const value = this.resolver.resolve(this.module, node);
      const known = value?.kind === 'node' && value.module === this.module && value.node !== node;
      const origin = known ? this.originOf(value.node, depth) : this.originOf(binding.init, depth);
      return worst([origin, ...binding.assignments.map((each) => this.originOf(each, depth))]);
    }
    const sources = [...(binding.init ? [binding.init] : []), ...binding.assignments];
    const loop = this.#loopOver(binding);
    if (loop) sources.push(loop);
    return worst(sources.map((each) => this.originOf(each, depth)));
  }

  /** What a loop's variable runs over: its items, or its keys. */
  #loopOver({ declaration, init }: Binding): Node | null {
    const { parents } = this.module.scopes;
    const loop = init ? undefined : parents.get(parents.get(declaration) ?? declaration);
    return loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement' ? loop.right : null;
  }

  /** What is put into an object or a list after it was made: `filter.name = req.query.name`, `parts.push(req.body.x)`. */
  #stored(node: Node, binding: Binding, depth: number, member?: string): Origin[] {
    const stores = usesOf(this.module).stores.get(binding.name) ?? [];
    const own = stores.filter(
      (store) =>
        (member === undefined || store.member === null || store.member === member) &&
        store.object.type === 'Identifier' &&
        this.module.scopes.lookup(store.object.name, store.object) === binding &&
        !this.#isFunction(store) &&
        store.value !== node,
    );
    return own.map(({ value }) => this.originOf(value, depth));
  }

  #isFunction = ({ value }: Store): boolean => isFunction(unwrap(value));

  /** What a function is called with, as far as the file shows it; of one that others may call, also what they say. */
  #ofParameter(binding: Binding, depth: number): Origin {
    const { declaration, index, path } = binding;
    if (!isFunction(declaration) || isNoText(this.module, this.resolver, binding)) return 'constant';
    if (this.#entered.has(declaration)) {
      this.#cut(declaration);
      return 'argument';
    }
    const item = this.#iterated(declaration, index, depth);
    if (item) return item;
    const { calls, closed } = callsOf(this.module, declaration);
    const given = calls.map(({ arguments: values }) => {
      const value = values[index];
      if (!value) return values.some(({ type }) => type === 'SpreadElement') ? 'argument' : 'constant';
      const part = path.length === 1 ? propertyOf(value, path[0]!) : null;
      return this.originOf(part ?? value, depth);
    });
    return worst([...given, ...(closed && calls.length > 0 ? [] : ['argument' as const])]);
  }

  /** Of a function written where it is passed on: an item of the list that it goes through, or nothing that is known. */
  #iterated(fn: Node, index: number, depth: number): Origin | null {
    const call = this.module.scopes.parents.get(fn);
    if (call?.type === 'NewExpression') return 'unknown';
    if (call?.type !== 'CallExpression' || call.callee === fn) return null;
    const method = memberName(call.callee) ?? '';
    if (call.callee.type !== 'MemberExpression' || !ITERATES.test(method)) return 'unknown';
    return index === 0 ? this.originOf(call.callee.object, depth) : 'constant';
  }

  #ofMember(node: MemberNode, depth: number): Origin {
    const name = memberName(node);
    if (name === 'length' || name === 'size') return 'constant';
    const read = this.read(node);
    // What upload middleware names itself.
    if (read) return read.part === 'files' && NAMED_BY_SERVER.test(name ?? '') ? 'unknown' : 'request';
    if (memberName(node.object) === 'env' || name === 'env') return isProcess(node) ? 'environment' : 'unknown';
    if (node.object.type === 'ThisExpression') return this.#ofField(name, depth);
    const local = this.#ofLocal(node, name, depth);
    if (local) return local;
    const value = this.resolver.resolve(this.module, node);
    if (
      value?.kind === 'node' &&
      value.module === this.module &&
      value.node !== node &&
      value.node.type !== 'Identifier'
    )
      return this.originOf(value.node, depth);
    if (value?.kind === 'node' && value.module !== this.module) return this.#elsewhere(node);
    const base = this.resolver.resolve(this.module, node.object);
    // One of a list that stands in the code, whichever.
    if (name === null && base?.kind === 'node' && /^(Array|Object)Expression$/.test(base.node.type))
      return base.module === this.module ? this.originOf(base.node, depth) : 'unknown';
    const origin = this.#ofHolder(node, name, depth);
    return origin === 'constant' && !value ? 'unknown' : origin;
  }

  /** The object of a member; of what is put into it later, what is put there. */
  #ofHolder(node: MemberNode, name: string | null, depth: number): Origin {
    const object = unwrap(node.object);
    const binding = object.type === 'Identifier' ? this.module.scopes.lookup(object.name, object) : null;
    if (name === null || (binding?.kind !== 'parameter' && binding?.kind !== 'variable'))
      return this.originOf(object, depth);
    return worst([this.#ofBinding(object, binding, depth), ...this.#stored(node, binding, depth, name)]);
  }

  /** A member of an object that this file makes: what its literal says, and what is stored in it. */
  #ofLocal(node: MemberNode, name: string | null, depth: number): Origin | null {
    const object = unwrap(node.object);
    const binding = object.type === 'Identifier' ? this.module.scopes.lookup(object.name, object) : null;
    const made = binding?.init && unwrap(binding.init);
    if (!made || binding.assignments.length > 0 || binding.path.length > 0) return null;
    if (made.type === 'ArrayExpression') return this.#ofItem(node, binding, made, depth);
    if (made.type !== 'ObjectExpression' || name === null) return null;
    const stored = this.#stored(node, binding, depth, name);
    const property = propertyOf(made, name);
    if (!property && stored.length === 0) return null;
    return worst([property ? this.originOf(property, depth) : 'constant', ...stored]);
  }

  /** `this.x`: what the client sent, where it is stored there; what whoever makes the object gives is not known. */
  #ofField(name: string | null, depth: number): Origin {
    const stores = usesOf(this.module).stores.get('this') ?? [];
    const origins = stores
      .filter(({ member, value }) => member !== null && member === name && !isFunction(value))
      .map(({ value }) => this.originOf(value, depth));
    if (origins.length === 0) return 'unknown';
    const origin = worst(origins);
    return origin === 'argument' || origin === 'constant' ? 'unknown' : origin;
  }

  /** One of a list that something is put into: whichever. */
  #ofItem(node: Node, binding: Binding, made: Node, depth: number): Origin | null {
    const stored = this.#stored(node, binding, depth);
    return stored.length === 0 ? null : worst([this.originOf(made, depth), ...stored]);
  }

  #ofCall(node: CallNode, depth: number): Origin {
    if (this.read(node)) return 'request';
    const given = (): Origin => worst(node.arguments.map((each) => this.originOf(each as Node, depth)));
    const callee = unwrap(node.callee);
    if (callee.type === 'Identifier') {
      if (NUMBERS.test(callee.name)) return 'constant';
      if (PASSES_ON.test(callee.name)) return given();
    }
    if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
      const name = memberName(callee) ?? '';
      const owner = callee.object.type === 'Identifier' ? callee.object.name : '';
      if (owner === 'Math' || owner === 'Number' || (owner === 'Date' && name === 'now')) return 'constant';
      if (STATIC_PASSES_ON[owner]?.test(name)) return given();
      if (SAYS_YES_OR_NO.test(name)) return 'constant';
      if (KEEPS.test(name) && !this.#isPassedOn(callee)) return this.#ofText(node, callee, name, depth);
    }
    return this.#isPassedOn(callee) ? given() : this.#ofResult(node, given, depth);
  }

  /** `join(…)` of `import { join } from 'node:path'`, and `p.join(…)` of `import * as p from 'path'`. */
  #isPassedOn(callee: Node): boolean {
    const name = this.resolver.packageName(this.module, callee);
    const [, owner, method] = /^(?:node:)?(\w+)#(?:(?:posix|win32)#)?(\w+)$/.exec(name ?? '') ?? [];
    return owner !== undefined && STATIC_PASSES_ON[owner]?.test(method!) === true;
  }

  /** What a method of texts and lists leaves of them. */
  #ofText(node: CallNode, callee: MemberNode, name: string, depth: number): Origin {
    const [first, second] = node.arguments as (Node | undefined)[];
    const of = (each: Node | undefined): Origin => (each ? this.originOf(each, depth) : 'constant');
    const held = { ...HARMLESS, trusts: this.#trusts };
    if (name === 'filter' && first && keepsChecked(this.module, first, held)) return 'constant';
    const made = /^(map|flatMap)$/.test(name) && first && isFunction(first) ? this.#returns(first, depth) : null;
    if (made) return made;
    if (/^replace(All)?$/.test(name) && first && second && !isFunction(second)) {
      const left = removesOthers(this.module, first) ? 'constant' : of(callee.object);
      return worst([left, of(second)]);
    }
    if (/^(exec|match|matchAll)$/.test(name) && name === 'exec') {
      const pattern = unwrap(callee.object).type === 'RegExpLiteral' || patternOf(this.module, callee.object) !== null;
      return pattern ? of(first) : 'unknown';
    }
    return worst([
      of(callee.object),
      ...(/^(concat|reduce|fill)$/.test(name) ? node.arguments.map((each) => of(each)) : []),
    ]);
  }

  /** The worst of what a function returns; null where it returns nothing. */
  #returns(fn: Node, depth: number): Origin | null {
    const returned = returnedBy(fn);
    return returned.length === 0 ? null : worst(returned.map((each) => this.originOf(each, depth)));
  }

  /** A function of the project that makes its result of what it is given, and of nothing else. */
  #ofResult(node: CallNode, given: () => Origin, depth: number): Origin {
    const value = this.resolver.resolve(this.module, node.callee);
    if (value?.kind !== 'node' || !isFunction(value.node)) return 'unknown';
    if (value.module !== this.module)
      return new Flow(value.module, this.resolver, this.shape).passesOn(value.node) ? given() : 'unknown';
    if (this.#entered.has(value.node)) return 'unknown';
    this.#entered.add(value.node);
    const origin = this.#returns(value.node, depth) ?? 'unknown';
    this.#entered.delete(value.node);
    this.#cuts.delete(value.node);
    return origin === 'argument' ? given() : origin;
  }

  /** Whether a function makes its result of what it is given: `trim(text)` of another file. */
  passesOn(fn: Node): boolean {
    const known = passing.get(fn);
    if (known !== undefined) return known;
    // Files may call each other in a circle: on the way round, it is none.
    passing.set(fn, false);
    this.#entered.add(fn);
    const origin = this.#returns(fn, 1);
    this.#entered.delete(fn);
    passing.set(fn, origin === 'argument');
    return origin === 'argument';
  }

  /** From another file only literals are known. */
  #elsewhere(node: Node): Origin {
    const value = this.resolver.resolve(this.module, node);
    if (value?.kind !== 'node') return 'unknown';
    const made = value.node.type === 'ArrayExpression' ? value.node.elements : [value.node];
    return made.every((each) => each && /^(String|Numeric|Boolean|RegExp)Literal$/.test(each.type))
      ? 'constant'
      : 'unknown';
  }
}

/** `process.env.X`, `env.X` of a name that says so */
function isProcess(node: Node): boolean {
  let current = node;
  while (current.type === 'MemberExpression' || current.type === 'OptionalMemberExpression') current = current.object;
  return (current.type === 'Identifier' && /^(process|env)$/.test(current.name)) || current.type === 'MetaProperty';
}
