import type { Node } from '@babel/types';
import { type Module, type Resolver, returnedExpression } from '../resolve';
import type { Binding } from '../scope';
import { isFunction, memberName, unwrap } from '../walk';
import { type Piece, piecesOf } from './pieces';
import { readRequest, type RequestRead, type RequestShape } from './request';

/**
 * Where a value comes from, the least trustworthy part of it: `constant` from the code itself (numbers and what is
 * coerced to one included), `environment` from who runs the app, `unknown` from a call or a field that is not followed,
 * `argument` from whoever calls the function, `request` from the client.
 */
export type Origin = 'constant' | 'environment' | 'unknown' | 'argument' | 'request';
const RANK: readonly Origin[] = ['constant', 'environment', 'unknown', 'argument', 'request'];

/** The less trustworthy of the origins; `constant` of none. */
export const worst = (origins: readonly Origin[]): Origin =>
  RANK[Math.max(0, ...origins.map((origin) => RANK.indexOf(origin)))]!;

const NUMBERS = /^(Number|parseInt|parseFloat|Boolean|BigInt|isNaN|Symbol|Date)$/;
const PASSES_ON = /^(String|decodeURI|decodeURIComponent|unescape|structuredClone|Array)$/;
const STATIC_PASSES_ON: Record<string, RegExp> = {
  JSON: /^(parse|stringify)$/,
  Object: /^(assign|values|keys|entries|fromEntries|freeze)$/,
  Array: /^(from|of)$/,
  Buffer: /^(from|concat)$/,
  util: /^(format|inspect)$/,
  path: /^(join|resolve|normalize)$/,
  String: /^raw$/,
};
const KEEPS =
  /^(toString|trim|trimStart|trimEnd|toLowerCase|toUpperCase|toLocale\w+|slice|substr|substring|split|join|replace|replaceAll|concat|padStart|padEnd|repeat|normalize|map|filter|reverse|sort|flat|flatMap|at|charAt|pop|shift|valueOf|match|find|reduce|decode|encode)$/;
const DEPTH = 24;

/** What the values of one file are made of: honest about a function and its module, silent beyond. */
export class Flow {
  readonly #underWay = new Set<Node>();

  constructor(
    readonly module: Module,
    readonly resolver: Resolver,
    readonly shape: RequestShape,
  ) {}

  /** What of the request the expression is, as it was sent; null where it is something else or something made of it. */
  read(node: Node): RequestRead | null {
    return readRequest(this.module, this.shape, node);
  }

  /** The text that an expression makes, piece by piece; one piece that is the expression itself where it makes none. */
  pieces(node: Node): Piece[] {
    return piecesOf(this, node);
  }

  /** Where the value of an expression comes from, at worst. */
  originOf(expression: Node, depth = 0): Origin {
    const node = unwrap(expression);
    if (depth > DEPTH || this.#underWay.has(node)) return 'constant';
    this.#underWay.add(node);
    const origin = this.#originOf(node, depth + 1);
    this.#underWay.delete(node);
    return origin;
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
        return node.callee.type === 'Identifier' && /^(RegExp|String|URL|Array|Set)$/.test(node.callee.name)
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
    if (binding.kind === 'parameter') return this.#ofParameter(binding, depth);
    return this.#ofVariable(node, binding, depth);
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

  /** Of a function that only this file calls, by name, what it is called with. */
  #ofParameter({ declaration, index, path }: Binding, depth: number): Origin {
    const calls = isFunction(declaration) ? this.#callsOf(declaration) : null;
    if (!calls || calls.length === 0) return 'argument';
    return worst(
      calls.map(({ arguments: given }) => {
        const value = given[index];
        if (!value) return given.some(({ type }) => type === 'SpreadElement') ? 'argument' : 'constant';
        return path.length === 0 || this.read(value) ? this.originOf(value, depth) : this.originOf(value, depth);
      }),
    );
  }

  /** All calls of a function, or null where somebody else may call it: it is exported, or passed on as a value. */
  #callsOf(fn: Node): Extract<Node, { type: 'CallExpression' }>[] | null {
    return localCalls(this.module, fn);
  }

  #ofMember(node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>, depth: number): Origin {
    const name = memberName(node);
    if (name === 'length' || name === 'size') return 'constant';
    if (this.read(node)) return 'request';
    if (memberName(node.object) === 'env' || name === 'env') return isProcess(node) ? 'environment' : 'unknown';
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
    const origin = node.object.type === 'ThisExpression' ? 'unknown' : this.originOf(node.object, depth);
    return origin === 'constant' && !value ? 'unknown' : origin;
  }

  #ofCall(node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>, depth: number): Origin {
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
      if (/^(test|includes|startsWith|endsWith|indexOf|getTime|toFixed|charCodeAt)$/.test(name)) return 'constant';
      if (KEEPS.test(name))
        return worst([
          this.originOf(callee.object, depth),
          /^(concat|replace|replaceAll|reduce)$/.test(name) ? given() : 'constant',
        ]);
    }
    return this.#ofResult(node, given, depth);
  }

  /** A function of this file that makes its result of what it is given, and of nothing else. */
  #ofResult(
    node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
    given: () => Origin,
    depth: number,
  ): Origin {
    const value = this.resolver.resolve(this.module, node.callee);
    if (value?.kind !== 'node' || value.module !== this.module || !isFunction(value.node)) return 'unknown';
    const returned = returnedExpression(value.node);
    if (!returned) return 'unknown';
    const origin = this.originOf(returned, depth);
    return origin === 'argument' ? given() : origin;
  }

  /** From another file only literals are known. */
  #elsewhere(node: Node): Origin {
    const value = this.resolver.resolve(this.module, node);
    return value?.kind === 'node' && /^(String|Numeric|Boolean)Literal$/.test(value.node.type) ? 'constant' : 'unknown';
  }
}

/** `process.env.X`, `env.X` of a name that says so */
function isProcess(node: Node): boolean {
  let current = node;
  while (current.type === 'MemberExpression' || current.type === 'OptionalMemberExpression') current = current.object;
  return (current.type === 'Identifier' && /^(process|env)$/.test(current.name)) || current.type === 'MetaProperty';
}

/** All calls of a function by its name, or null where it is exported or passed on, so that others may call it. */
function localCalls(module: Module, fn: Node): Extract<Node, { type: 'CallExpression' }>[] | null {
  const { scopes, exports } = module;
  const parent = scopes.parents.get(fn);
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : null;
  const binding = id?.type === 'Identifier' ? scopes.lookup(id.name, id) : null;
  if (!id || !binding || binding.assignments.length > 0) return null;
  if ([...exports.named.values(), exports.assigned].some((each) => each === id || each === fn)) return null;
  return scopes.callsOnly(binding);
}
