import type { File, Node } from '@babel/types';
import { patternNames } from '../pattern';
import { kindsAmong } from '../visitor-keys';
import { type Flat, flatOf, FUNCTIONS, isFunction, parentIn, walk } from '../walk';
import { isUse } from './use';

export interface Scope {
  node: Node;
  parent: Scope | null;
  /** The innermost scope of a function, or of the program: where `var` declares. */
  fn: Scope;
  names: Map<string, Variable>;
}

type Name = Extract<Node, { type: 'Identifier' | 'JSXIdentifier' }>;

/** A place where a name stands for a value. */
export interface Use {
  node: Name;
  scope: Scope;
  writes: boolean;
}

export interface VarDeclarator {
  statement: Extract<Node, { type: 'VariableDeclaration' }>;
  declarator: Extract<Node, { type: 'VariableDeclarator' }>;
}

export interface Variable {
  name: string;
  scope: Scope;
  /** Its declarations with `var`. */
  vars: VarDeclarator[];
  /** It is declared in another way, too: as a parameter, a function, … */
  otherwise: boolean;
  uses: Use[];
}

/**
 * Every name of a file with all its declarations and uses, for codemods that change how names are declared. What looks
 * like a use counts as one (types of TypeScript do): in doubt there is one use too many, never one too few.
 */
export class Names {
  readonly variables: Variable[] = [];
  /** Uses of names that nothing in the file declares. */
  readonly free = new Map<string, Use[]>();
  /** All uses of a name, whatever it means there. */
  readonly byName = new Map<string, Use[]>();
  /** Names of functions declared inside blocks: what they mean outside depends on the mode. */
  readonly blurred = new Set<string>();
  /** Scopes of functions, and of the program, in which a direct `eval` or `with` may reach every name. */
  readonly dynamic = new Set<Scope>();

  readonly #declaring = new Set<Node>();
  readonly #written = new Set<Node>();

  constructor({ program }: File) {
    const top: Scope = { node: program, parent: null, fn: null as never, names: new Map() };
    top.fn = top;
    const uses = this.#declareAll(flatOf(program), top);
    // Names are used before they are declared.
    for (const use of uses) this.#use(use);
  }

  /** Declares all names; what stands for a value, or declares one. */
  #declareAll({ nodes, kinds, ends }: Flat, top: Scope): Use[] {
    const uses: Use[] = [];
    const open: { end: number; around: Scope }[] = [];
    let around = top;
    for (let index = 0; index < nodes.length; index += 1) {
      for (let last = open.at(-1); last && last.end <= index; last = open.at(-1)) {
        around = last.around;
        open.pop();
      }
      const kind = kinds[index]!;
      if (NAMES[kind] === 0 && MATTERS[kind] === 0) continue;
      const node = nodes[index]!;
      if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
        if (isUse(node, parentIn(node))) uses.push({ node, scope: around, writes: false });
        continue;
      }
      const scope = opened(node, around);
      this.#declare(node, around, scope);
      this.#noteWrites(node);
      if (node.type === 'WithStatement' || (node.type === 'CallExpression' && isNamed(node.callee, 'eval')))
        for (let each: Scope | null = around; each; each = each.parent) this.dynamic.add(each.fn);
      if (scope === around) continue;
      open.push({ end: ends[index]!, around });
      around = scope;
    }
    return uses;
  }

  #declare(node: Node, around: Scope, scope: Scope): void {
    const lexical = (id: Node | null | undefined, where: Scope): void => {
      for (const { name, node: identifier } of id ? patternNames(id) : []) {
        this.#variable(name, where).otherwise = true;
        this.#declaring.add(identifier);
      }
    };
    if (isFunction(node)) for (const parameter of node.params) lexical(parameter, scope);
    switch (node.type) {
      case 'VariableDeclaration':
        return this.#declareVariables(node, around, lexical);
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id && around !== around.fn) this.blurred.add(node.id.name);
        return lexical(node.id, around);
      case 'FunctionExpression':
      case 'ClassExpression':
        return lexical(node.id, scope);
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
        return lexical(node.id, around);
      case 'CatchClause':
        return lexical(node.param, scope);
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) lexical(local, around);
        return;
      case 'TSImportEqualsDeclaration':
        return lexical(node.id, around);
    }
  }

  #declareVariables(
    statement: VarDeclarator['statement'],
    around: Scope,
    lexical: (id: Node, where: Scope) => void,
  ): void {
    for (const declarator of statement.declarations) {
      if (statement.kind !== 'var') {
        lexical(declarator.id, around);
        continue;
      }
      for (const { name, node } of patternNames(declarator.id)) {
        this.#variable(name, around.fn).vars.push({ statement, declarator });
        this.#declaring.add(node);
      }
    }
  }

  #variable(name: string, scope: Scope): Variable {
    const known = scope.names.get(name);
    if (known) return known;
    const made: Variable = { name, scope, vars: [], otherwise: false, uses: [] };
    scope.names.set(name, made);
    this.variables.push(made);
    return made;
  }

  #noteWrites(node: Node): void {
    const target =
      node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement'
        ? node.left
        : node.type === 'UpdateExpression'
          ? node.argument
          : null;
    if (!target || target.type === 'VariableDeclaration' || target.type === 'MemberExpression') return;
    walk(target, (inner) => void this.#written.add(inner));
  }

  #use(use: Use): void {
    const { node } = use;
    if (this.#declaring.has(node)) return;
    use.writes = this.#written.has(node);
    push(this.byName, node.name, use);
    for (let each: Scope | null = use.scope; each; each = each.parent) {
      const variable = each.names.get(node.name);
      if (variable) return void variable.uses.push(use);
    }
    push(this.free, node.name, use);
  }
}

function push(lists: Map<string, Use[]>, name: string, use: Use): void {
  const list = lists.get(name);
  if (list) list.push(use);
  else lists.set(name, [use]);
}

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name;

/** What a field begins with runs when an object is made. */
const OF_FUNCTIONS = new Set([
  ...['StaticBlock', 'TSModuleBlock'],
  ...['ClassProperty', 'ClassPrivateProperty', 'ClassAccessorProperty'],
]);
const OF_BLOCKS = new Set([
  ...['ForStatement', 'ForInStatement', 'ForOfStatement', 'SwitchStatement', 'CatchClause'],
  ...['ClassExpression', 'ClassDeclaration'],
]);

const NAMES = kindsAmong(['Identifier', 'JSXIdentifier']);
/** What opens a scope, declares a name, or writes to one that stands in it; every other node is passed over. */
const MATTERS = kindsAmong([
  ...FUNCTIONS,
  ...OF_FUNCTIONS,
  ...OF_BLOCKS,
  ...['BlockStatement', 'WithStatement', 'CallExpression', 'AssignmentExpression', 'UpdateExpression'],
  ...[
    'VariableDeclaration',
    'TSDeclareFunction',
    'TSEnumDeclaration',
    'ImportDeclaration',
    'TSImportEqualsDeclaration',
  ],
]);

/** The scope that a node opens, or the one around it. */
function opened(node: Node, around: Scope): Scope {
  const make = (ofFunction: boolean): Scope => {
    const scope: Scope = { node, parent: around, fn: around.fn, names: new Map() };
    if (ofFunction) scope.fn = scope;
    return scope;
  };
  if (isFunction(node) || OF_FUNCTIONS.has(node.type)) return make(true);
  if (node.type === 'BlockStatement') return isFunction(parentIn(node)) ? around : make(false);
  return OF_BLOCKS.has(node.type) ? make(false) : around;
}
