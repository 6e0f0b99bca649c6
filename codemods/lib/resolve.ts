import type { File, Node } from '@babel/types';
import { assignedMember, exportsOf, type ModuleExports } from './exports';
import { namesOfPackages, rootName } from './may-be-package';
import { type Binding, isModuleExports, requiredSource, Scopes } from './scope';
import { isFunction, keyName, memberName, unwrap, walk } from './walk';
import { Notes } from './notes';

/** A parsed file with the meaning of its names, read off it when somebody asks. */
export class Module {
  #scopes?: Scopes;
  #exports?: ModuleExports;
  #packages?: ReadonlySet<string>;
  constructor(
    readonly path: string,
    readonly text: string,
    readonly ast: File,
  ) {}

  get scopes(): Scopes {
    return (this.#scopes ??= new Scopes(this.ast));
  }

  get exports(): ModuleExports {
    return (this.#exports ??= exportsOf(this.ast));
  }

  /** Names that may stand for a package; more than those that do. */
  get namesOfPackages(): ReadonlySet<string> {
    return (this.#packages ??= namesOfPackages(this.ast));
  }
}

/** What an expression stands for, as far as that can be known without running it. */
export type Value =
  | { kind: 'package'; name: string; path: string[] }
  | { kind: 'namespace'; module: Module }
  | { kind: 'node'; module: Module; node: Node };

/** Where an import leads: another file of the project, or a package. */
export interface ModuleHost {
  load(source: string, from: Module): Module | string | null;
}

const DEPTH = 24;
const SHALLOW = 4;

/** Follows names, imports, members, simple factories and class fields to what they stand for. */
export class Resolver {
  /** What a parameter is called with, found while the model is built. */
  readonly parameters = new Map<Node, Value>();
  /** Functions that make something new with each call: a call of them stands for what it returns. */
  readonly instances = new Set<Node>();

  readonly #underWay = new Set<Node>();
  /** What was found before, once nothing is added to `parameters` and `instances` any more. */
  #found: Notes<Module, Map<Node, Value | null>> | null = null;
  #passed: Set<unknown> | null = null;

  constructor(
    readonly host: ModuleHost,
    /** Methods that return what they were called on: `app.use().use()`. */
    readonly chain: ReadonlySet<string>,
  ) {}

  /** From now on nothing changes: every rule asks for the same callees, and gets what was found for the first. */
  settle(): this {
    this.#found = new Notes();
    return this;
  }

  /** The value of an expression, or null. */
  resolve(module: Module, expression: Node, depth = 0): Value | null {
    const node = unwrap(expression);
    // On the way to something else, a value may be cut short.
    if (this.#underWay.size > 0) return this.#resolve(module, node, depth);
    const known = this.#foundIn(module);
    const value = known?.get(node);
    if (value !== undefined) return value;
    const found = this.#resolve(module, node, depth);
    known?.set(node, found);
    return found;
  }

  /** What was found in a module; null while the model is built. */
  #foundIn(module: Module): Map<Node, Value | null> | null {
    if (!this.#found) return null;
    let known = this.#found.get(module);
    if (!known) this.#found.set(module, (known = new Map()));
    return known;
  }

  #resolve(module: Module, node: Node, depth: number): Value | null {
    // What leads back to itself, as in `this.query = this.query.limit(1)`, has no value that could be told.
    if (depth > DEPTH || this.#underWay.has(node)) return null;
    this.#underWay.add(node);
    const value = this.#valueOf(module, node, depth);
    this.#underWay.delete(node);
    return value;
  }

  #valueOf(module: Module, node: Node, depth: number): Value | null {
    switch (node.type) {
      case 'Identifier':
        return isModuleExports(node) && !module.scopes.lookup(node.name, node)
          ? this.#exported(module, '=', depth + 1)
          : this.#identifier(module, node, depth + 1);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#member(module, node, depth + 1);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return this.#call(module, node, depth + 1);
      default:
        return { kind: 'node', module, node };
    }
  }

  /** What a member of a value stands for, or null. */
  member(value: Value, key: string): Value | null {
    return this.#follow(value, key, 0);
  }

  /** The package member that a callee names: `express.Router` → `express#Router`. */
  packageName(module: Module, callee: Node): string | null {
    if (!this.mayBePackage(module, callee)) return null;
    const value = this.resolve(module, callee);
    return value?.kind === 'package'
      ? [value.name, ...value.path.filter((part) => part !== 'default')].join('#')
      : null;
  }

  /** Whether an expression may stand for something of a package, by the names in its file: a quick look before a long way. */
  mayBePackage(module: Module, expression: Node): boolean {
    const root = this.#found ? rootName(expression) : null;
    return root === null || module.namesOfPackages.has(root) || this.#isPassed(root);
  }

  /** A parameter of that name has a known value. */
  #isPassed(name: string): boolean {
    this.#passed ??= new Set([...this.parameters.keys()].map((node) => ('name' in node ? node.name : null)));
    return this.#passed.has(name);
  }

  #identifier(module: Module, node: Extract<Node, { type: 'Identifier' }>, depth: number): Value | null {
    const binding = module.scopes.lookup(node.name, node);
    if (!binding) return null;
    // `db` of `db.query()` is the same throughout; deeper down, a way that leads back to itself may be cut short.
    const known = depth <= SHALLOW ? this.#foundIn(module) : null;
    const value = known?.get(binding.identifier);
    if (value !== undefined) return value;
    const found = this.#binding(module, binding, depth);
    known?.set(binding.identifier, found);
    return found;
  }

  #binding(module: Module, binding: Binding, depth: number): Value | null {
    if (binding.kind === 'import') return this.#imported(module, binding.source, binding.imported ?? '*', depth);
    if (binding.kind === 'parameter') {
      const value = this.parameters.get(binding.identifier) ?? this.#default(module, binding.identifier, depth);
      return value ?? { kind: 'node', module, node: binding.identifier };
    }
    if (binding.kind === 'function' || binding.kind === 'class')
      return { kind: 'node', module, node: binding.declaration };
    // A loop's variable has no initialiser of its own: what it stands for was found like a parameter's value.
    const passed = binding.init ? undefined : this.parameters.get(binding.identifier);
    if (passed) return passed;
    const candidates = binding.init ? [binding.init, ...binding.assignments] : binding.assignments;
    if (candidates.length !== 1 && !(binding.kind === 'global' && candidates[0])) {
      return candidates.length === 0 ? null : this.#agreed(module, binding.name, candidates, depth);
    }
    let value = this.resolve(module, candidates[0]!, depth);
    for (const key of binding.path) value = value && this.#follow(value, key, depth);
    return value;
  }

  /** What a parameter stands for where nobody says otherwise: `(app = express()) => …`. */
  #default(module: Module, identifier: Node, depth: number): Value | null {
    const pattern = module.scopes.parents.get(identifier);
    const given = pattern?.type === 'AssignmentPattern' && pattern.left === identifier ? pattern.right : null;
    const value = given && this.resolve(module, given, depth + 1);
    return value?.kind === 'node' && isMade(value.node) ? value : null;
  }

  /** A name assigned more than once still has a value where only one assignment says what it is. */
  #agreed(module: Module, name: string, candidates: Node[], depth: number): Value | null {
    const isName = (node: Node, wanted: string): boolean => node.type === 'Identifier' && node.name === wanted;
    const telling = candidates.filter(
      (node) =>
        node.type !== 'NullLiteral' &&
        !isName(node, 'undefined') &&
        // `app = withSockets(app)` says that it is still what it was.
        !(node.type === 'CallExpression' && node.arguments.some((argument) => isName(argument, name))),
    );
    return telling.length === 1 ? this.resolve(module, telling[0]!, depth) : null;
  }

  #imported(module: Module, source: string | null, imported: string, depth: number): Value | null {
    if (source === null) return null;
    const target = this.host.load(source, module);
    if (target === null) return null;
    if (typeof target === 'string')
      return { kind: 'package', name: target, path: imported === '*' || imported === 'default' ? [] : [imported] };
    if (imported === '*') return this.#namespace(target, depth);
    return this.#exported(target, imported, depth);
  }

  #namespace(module: Module, depth: number): Value | null {
    return module.exports.assigned ? this.#exported(module, '=', depth) : { kind: 'namespace', module };
  }

  #exported(module: Module, name: string, depth: number): Value | null {
    if (depth > DEPTH) return null;
    const { named, assigned, forwarded, stars } = module.exports;
    if (name === '=') return assigned ? this.resolve(module, assigned, depth + 1) : { kind: 'namespace', module };
    const own = named.get(name);
    if (own) return this.resolve(module, own, depth + 1);
    const onward = forwarded.get(name);
    if (onward) return this.#imported(module, onward.source, onward.imported, depth + 1);
    if (assigned) {
      const member = assignedMember(unwrap(assigned), name);
      if (member) return this.resolve(module, member, depth + 1);
      const value = this.resolve(module, assigned, depth + 1);
      return name === 'default' ? value : value && this.#follow(value, name, depth + 1);
    }
    for (const star of stars) {
      const target = this.host.load(star, module);
      const value = target && typeof target !== 'string' ? this.#exported(target, name, depth + 1) : null;
      if (value) return value;
    }
    return name === 'default' ? { kind: 'namespace', module } : null;
  }

  #member(
    module: Module,
    node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
    depth: number,
  ): Value | null {
    const name = memberName(node);
    if (isModuleExports(node)) return this.#exported(module, '=', depth);
    if (name === null) return null;
    if (node.object.type === 'ThisExpression') return this.#thisMember(module, node, name, depth);
    const added = this.#addedExport(module, node.object, name);
    if (added) return this.resolve(added.module, added.node, depth);
    const base = this.resolve(module, node.object, depth);
    return base && this.#follow(base, name, depth);
  }

  /** `module.exports = model('User', schema); module.exports.byName = (name) => …`: what is added is the file's own. */
  #addedExport(module: Module, object: Node, name: string): { module: Module; node: Node } | null {
    const binding = object.type === 'Identifier' ? module.scopes.lookup(object.name, object) : null;
    const isWhole = binding?.path.length === 0 && binding.assignments.length === 0 && isWholeImport(binding);
    const source = isWhole ? (binding.source ?? (binding.init ? requiredSource(unwrap(binding.init)) : null)) : null;
    const target = source === null ? null : this.host.load(source, module);
    if (target === null || typeof target === 'string' || !target.exports.assigned) return null;
    const node = target.exports.named.get(name);
    return node ? { module: target, node } : null;
  }

  #thisMember(module: Module, at: Node, name: string, depth: number): Value | null {
    const owner = classAround(module, at);
    if (owner) return this.#instanceMember(module, owner, name, depth);
    // `exports.init = function () { this.routes(); }`: the functions of a module call each other through `this`.
    const { named } = module.exports;
    const found = named.get(name);
    const fn = found && module.scopes.functionAround(at);
    return found && [...named.values()].some((value) => value === fn) ? this.resolve(module, found, depth) : null;
  }

  /** The value of a field, from its initialiser or from the one assignment `this.name = …` in the class. */
  #instanceMember(module: Module, owner: Node, name: string, depth: number): Value | null {
    const found = fieldValue(owner, name);
    const value = found?.type === 'ClassMethod' && found.kind === 'get' ? returnedExpression(found) : found;
    return value ? this.resolve(module, value, depth) : null;
  }

  #follow(value: Value, key: string, depth: number): Value | null {
    if (depth > DEPTH) return null;
    if (value.kind === 'package') return key === 'default' ? value : { ...value, path: [...value.path, key] };
    if (value.kind === 'namespace') return this.#exported(value.module, key, depth + 1);
    const { module, node } = value;
    if (node.type === 'ObjectExpression') {
      const member = assignedMember(node, key);
      return member && this.resolve(module, member, depth + 1);
    }
    if (node.type === 'ArrayExpression') {
      const element = node.elements[Number(key)];
      return element ? this.resolve(module, element, depth + 1) : null;
    }
    if (node.type === 'NewExpression') {
      const owner = this.resolve(module, node.callee, depth + 1);
      return owner?.kind === 'node' ? this.#instanceMember(owner.module, owner.node, key, depth + 1) : null;
    }
    if (node.type === 'ThisExpression') return this.#thisMember(module, node, key, depth + 1);
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      return this.#instanceMember(module, node, key, depth + 1);
    return node.type === 'CallExpression' ? this.#returnedMember(module, node, key, depth + 1) : null;
  }

  /** A member of the object that a factory returns: `makeController(db).create`. */
  #returnedMember(module: Module, call: Extract<Node, { type: 'CallExpression' }>, key: string, depth: number) {
    const callee = this.resolve(module, call.callee, depth);
    const returned = callee?.kind === 'node' ? returnedExpression(callee.node) : null;
    const value = returned && callee?.kind === 'node' ? this.resolve(callee.module, returned, depth) : null;
    return value?.kind === 'node' && value.node.type === 'ObjectExpression' ? this.#follow(value, key, depth) : null;
  }

  #call(
    module: Module,
    node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
    depth: number,
  ): Value | null {
    const source = requiredSource(node);
    if (source !== null) return this.#imported(module, source, '*', depth);
    const method = memberName(node.callee);
    if (method !== null && 'object' in node.callee) {
      const object = node.callee.object as Node;
      if (method === 'bind') {
        const bound = this.resolve(module, object, depth);
        if (bound?.kind === 'node' && isFunction(bound.node)) return bound;
      }
      if (this.chain.has(method)) {
        const base = this.resolve(module, object, depth);
        if (base?.kind === 'node' && (isMade(base.node) || base.node.type === 'Identifier')) return base;
        // Nor is its method known: to look for it would follow each call of a long chain twice.
        if (base === null) return { kind: 'node', module, node };
      }
    }
    const callee = this.resolve(module, node.callee, depth);
    if (callee?.kind === 'node' && isFunction(callee.node) && !this.instances.has(callee.node)) {
      const returned = returnedExpression(callee.node);
      const value = returned && this.resolve(callee.module, returned, depth);
      if (value?.kind === 'node' && isMade(value.node)) return value;
    }
    return { kind: 'node', module, node };
  }
}

const isWholeImport = ({ imported }: Binding): boolean =>
  imported === null || imported === '*' || imported === 'default';

/** Calls and instances are made by the factory; a returned literal or parameter says nothing about the caller's value. */
const isMade = (node: Node): boolean => node.type === 'CallExpression' || node.type === 'NewExpression';

/** The one expression a function returns, or null where there are several. */
export function returnedExpression(fn: Node): Node | null {
  if (!isFunction(fn)) return null;
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const returned: Node[] = [];
  walk(fn.body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) returned.push(node.argument);
    return !isFunction(node);
  });
  return returned.length === 1 ? returned[0]! : null;
}

export function classAround(module: Module, node: Node): Node | null {
  let current = module.scopes.parents.get(node);
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression')
    current = module.scopes.parents.get(current);
  return current ?? null;
}

const fields = new Notes<Node, Map<string, Node>>();

/** What a class field holds: its initialiser, a method, or what `this.name = …` says first. */
function fieldValue(owner: Node, name: string): Node | undefined {
  let known = fields.get(owner);
  if (!known) fields.set(owner, (known = fieldsOf(owner)));
  return known.get(name);
}

/** All of them in one walk: classes are large, and each `this.name` asks. */
function fieldsOf(owner: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  const add = (name: string | null, value: Node): void => {
    if (name !== null && !found.has(name)) found.set(name, value);
  };
  walk(owner, (node) => {
    if ((node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') && node.value)
      add(keyName(node), node.value);
    else if (node.type === 'ClassMethod') add(keyName(node), node);
    else if (
      node.type === 'AssignmentExpression' &&
      node.left.type === 'MemberExpression' &&
      node.left.object.type === 'ThisExpression'
    )
      add(memberName(node.left), node.right);
  });
  return found;
}
