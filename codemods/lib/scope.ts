import type { File, Node } from '@babel/types';
import { Parents } from './parents';
import { patternNames } from './pattern';
import { kindsAmong } from './visitor-keys';
import { flatOf, isFunction, isNode, literalText, memberName, walk } from './walk';

/** A name and where its value comes from. */
export interface Binding {
  name: string;
  kind: 'import' | 'variable' | 'function' | 'class' | 'parameter' | 'global';
  /** The declaring identifier. */
  identifier: Node;
  /** The import declaration, function, class, or the function whose parameter it is. */
  declaration: Node;
  /** Of a variable: what it is made from, before `path` is followed. */
  init: Node | null;
  /** Destructured keys: `const { a: { b } } = init` gives `['a', 'b']`. */
  path: string[];
  /** Of an import: the specifier and the imported name (`default`, `*` or a name). */
  source: string | null;
  imported: string | null;
  /** Of a parameter: its position. */
  index: number;
  /** Right-hand sides of later assignments to the name. */
  assignments: Node[];
}

interface Scope {
  /** Made with the first name that is declared: most blocks declare none. */
  bindings: Map<string, Binding> | null;
  parent: Scope | null;
}

/** What each name of a file means. */
export class Scopes {
  readonly parents: Parents;
  readonly #scopes = new Map<Node, Scope>();
  /** The scopes of nodes that were asked for. */
  readonly #near = new Map<Node, Scope>();
  readonly #program: Scope & { bindings: Map<string, Binding> } = { bindings: new Map(), parent: null };
  readonly #assigned: { node: Extract<Node, { type: 'AssignmentExpression' }>; scope: Scope }[] = [];
  #names?: ReadonlyMap<string, Node[]>;

  constructor(readonly ast: File) {
    this.parents = new Parents(ast);
  }

  /** Names are gathered when the first one is asked for. */
  get #declared(): ReadonlyMap<Node, Scope> {
    if (this.#scopes.size === 0) {
      this.#declareAll();
      this.#assign();
    }
    return this.#scopes;
  }

  /** The names of the module itself. */
  get top(): ReadonlyMap<string, Binding> {
    return this.#declared && this.#program.bindings;
  }

  /** What the name means where the identifier stands. */
  lookup(name: string, at: Node): Binding | null {
    return bindingIn(this.#scopeOf(at), name);
  }

  /** Whether the name is declared or referred to in the file, or in a part of it; members and keys of that name do not count. */
  mentions(name: string, within: Node = this.ast.program): boolean {
    let found = false;
    walk(within, (node, ancestors) => {
      if (node.type === 'Identifier' && node.name === name && !isKey(node, ancestors.at(-1))) found = true;
      return !found;
    });
    return found;
  }

  /** The calls of a name, or null where the name is used in any other way: exported, or passed on as a value. */
  callsOnly(binding: Binding): Extract<Node, { type: 'CallExpression' }>[] | null {
    const calls: Extract<Node, { type: 'CallExpression' }>[] = [];
    for (const node of this.usesOf(binding)) {
      const parent = this.parents.get(node);
      if (parent?.type !== 'CallExpression' || parent.callee !== node) return null;
      calls.push(parent);
    }
    return calls;
  }

  /** Where a name stands but for its declaration. */
  usesOf(binding: Binding): Node[] {
    const named = this.#identifiers().get(binding.name) ?? [];
    return named.filter((node) => node !== binding.identifier && this.lookup(binding.name, node) === binding);
  }

  /** Where each name stands, members and keys of that name left out; gathered once. */
  #identifiers(): ReadonlyMap<string, Node[]> {
    if (this.#names) return this.#names;
    const names = new Map<string, Node[]>();
    walk(this.ast.program, (node, ancestors) => {
      if (node.type !== 'Identifier' || isKey(node, ancestors.at(-1))) return;
      const found = names.get(node.name);
      if (found) found.push(node);
      else names.set(node.name, [node]);
    });
    this.#names = names;
    return names;
  }

  /** The innermost function around the node, or the program. */
  functionAround(node: Node): Node {
    let current = this.parents.get(node);
    while (current && !isFunction(current) && current.type !== 'Program') current = this.parents.get(current);
    return current ?? this.ast.program;
  }

  #scopeOf(node: Node): Scope {
    const scopes = this.#declared;
    const known = this.#near.get(node);
    if (known) return known;
    let found: Scope | undefined;
    for (let current: Node | undefined = node; current && !found; current = this.parents.get(current))
      found = scopes.get(current);
    this.#near.set(node, found ?? this.#program);
    return found ?? this.#program;
  }

  #declareAll(): void {
    const { nodes, kinds, ends } = flatOf(this.ast.program);
    this.#scopes.set(this.ast.program, this.#program);
    let scope: Scope = this.#program;
    // The scopes that are open, and those of the functions among them, with the index behind each.
    const open: { end: number; outer: Scope; isFunction: boolean }[] = [];
    const functions: Scope[] = [scope];
    for (let index = 0; index < nodes.length; index += 1) {
      for (let last = open.at(-1); last && last.end <= index; last = open.at(-1)) {
        scope = last.outer;
        if (last.isFunction) functions.pop();
        open.pop();
      }
      if (MATTERS[kinds[index]!] === 0) continue;
      const node = nodes[index]!;
      const outer = scope;
      if (opensScope(node)) {
        scope = { bindings: null, parent: outer };
        this.#scopes.set(node, scope);
        const ofFunction = isFunction(node);
        if (ofFunction) functions.push(scope);
        open.push({ end: ends[index]!, outer, isFunction: ofFunction });
      }
      if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier')
        this.#assigned.push({ node, scope: outer });
      const hoists = node.type === 'VariableDeclaration' && node.kind === 'var';
      declare(node, outer, scope, hoists ? functions.at(-1)! : outer);
    }
  }

  /** When every name is declared: functions are called before what stands behind them, and `var` is hoisted. */
  #assign(): void {
    for (const { node, scope } of this.#assigned) {
      const left = node.left as Extract<Node, { type: 'Identifier' }>;
      const binding = bindingIn(scope, left.name);
      if (binding) binding.assignments.push(node.right);
      else add(this.#program, { ...blank(left, left.name, 'global', node), init: node.right });
    }
    this.#assigned.length = 0;
  }
}

function bindingIn(from: Scope, name: string): Binding | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const binding = scope.bindings?.get(name);
    if (binding) return binding;
  }
  return null;
}

/** Whether the identifier is the name of a member or a property: `a` in `x.a` and `{ a: 1 }`. */
export function isKey(node: Node, parent: Node | undefined): boolean {
  if (!parent || ('computed' in parent && parent.computed)) return false;
  if (parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression') return parent.property === node;
  return 'key' in parent && parent.key === node && !('shorthand' in parent && parent.shorthand);
}

/** Types of nodes that declare or assign a name, or open a scope for names. */
const MATTERS = kindsAmong([
  'ImportDeclaration', 'TSImportEqualsDeclaration', 'VariableDeclaration', 'FunctionDeclaration', 'FunctionExpression',
  'ArrowFunctionExpression', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod', 'ClassDeclaration', 'ClassExpression',
  'BlockStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement', 'CatchClause', 'SwitchStatement',
  'AssignmentExpression',
]); // prettier-ignore

const opensScope = (node: Node): boolean =>
  isFunction(node) ||
  node.type === 'BlockStatement' ||
  node.type === 'ForStatement' ||
  node.type === 'ForOfStatement' ||
  node.type === 'ForInStatement' ||
  node.type === 'CatchClause' ||
  node.type === 'SwitchStatement' ||
  node.type === 'ClassExpression';

const blank = (identifier: Node, name: string, kind: Binding['kind'], declaration: Node): Binding => ({
  name, kind, identifier, declaration, init: null, path: NO_PATH, source: null, imported: null, index: -1, assignments: [],
}); // prettier-ignore
const NO_PATH: string[] = [];

/** A binding for each name of a pattern; most patterns are a name. */
function bindingsOf(pattern: Node, kind: 'variable' | 'parameter', declaration: Node): Binding[] {
  if (pattern.type === 'Identifier') return [blank(pattern, pattern.name, kind, declaration)];
  return patternNames(pattern).map(({ name, node, path }) => {
    const binding = blank(node, name, kind, declaration);
    binding.path = path;
    return binding;
  });
}

function add(scope: Scope, binding: Binding): void {
  scope.bindings ??= new Map();
  if (!scope.bindings.has(binding.name)) scope.bindings.set(binding.name, binding);
}

function declare(node: Node, outer: Scope, inner: Scope, variables: Scope): void {
  if (node.type === 'ImportDeclaration') declareImport(node, outer);
  else if (node.type === 'TSImportEqualsDeclaration') declareImportEquals(node, outer);
  else if (node.type === 'VariableDeclaration') {
    for (const declarator of node.declarations)
      for (const binding of bindingsOf(declarator.id, 'variable', declarator)) {
        binding.init = declarator.init ?? null;
        // `var name = …` of a name that is there already gives it another value.
        const known = binding.path.length === 0 ? variables.bindings?.get(binding.name) : undefined;
        if (known && binding.init && /^(variable|parameter)$/.test(known.kind)) known.assignments.push(binding.init);
        else add(variables, binding);
      }
  } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
    add(outer, blank(node.id, node.id.name, node.type === 'ClassDeclaration' ? 'class' : 'function', node));
  else if (node.type === 'FunctionExpression' && node.id) add(inner, blank(node.id, node.id.name, 'function', node));
  if (isFunction(node))
    node.params.forEach((parameter, index) => {
      for (const binding of bindingsOf(parameter, 'parameter', node)) {
        binding.index = index;
        add(inner, binding);
      }
    });
}

function declareImport(node: Extract<Node, { type: 'ImportDeclaration' }>, scope: Scope): void {
  if (node.importKind === 'type') return;
  for (const specifier of node.specifiers) {
    const imported =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportNamespaceSpecifier'
          ? '*'
          : specifier.imported.type === 'Identifier'
            ? specifier.imported.name
            : specifier.imported.value;
    const binding = blank(specifier.local, specifier.local.name, 'import', node);
    add(scope, { ...binding, source: node.source.value, imported });
  }
}

function declareImportEquals(node: Extract<Node, { type: 'TSImportEqualsDeclaration' }>, scope: Scope): void {
  if (node.moduleReference.type !== 'TSExternalModuleReference') return;
  const source = literalText(node.moduleReference.expression);
  add(scope, { ...blank(node.id, node.id.name, 'import', node), source, imported: '*' });
}

/** The specifier of `require('x')` or `import('x')`, where the call is one. */
export function requiredSource(node: Node): string | null {
  if (node.type !== 'CallExpression' || node.arguments.length === 0) return null;
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire || node.callee.type === 'Import' ? literalText(node.arguments[0]) : null;
}

/** `module.exports` or `exports`. */
export function isModuleExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    memberName(node) === 'exports' &&
    'object' in node &&
    isNode(node.object) &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module'
  );
}
