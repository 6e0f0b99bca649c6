import type { Node } from '@babel/types';
import { kindOf, kindsAmong } from './visitor-keys';
import { Notes } from './notes';

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Calls back for each direct child of a node; nothing is allocated. */
function eachChild(node: Node, visit: (child: Node) => void): void {
  const { keys } = kindOf(node.type);
  for (let index = 0; index < keys.length; index += 1) {
    const value: unknown = node[keys[index] as keyof Node];
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) visit(value as Node);
    else for (let at = 0; at < value.length; at += 1) if (value[at]) visit(value[at] as Node);
  }
}

/** The direct children of a node, in source order as far as Babel keeps it. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  eachChild(node, (child) => void found.push(child));
  return found;
}

/** The nodes of a file, each before its children, and for each of them its kind and the index behind its last descendant. */
export interface Flat {
  readonly nodes: Node[];
  readonly kinds: number[];
  readonly ends: number[];
  /** How many nodes stand inside of each other, at most. */
  depth: number;
}

const flats = new Notes<Node, Flat>();

/** Files are walked many times, by every rule and for what their names mean: the way is noted with the first walk. */
export function flatOf(program: Node): Flat {
  const known = flats.get(program);
  if (known) return known;
  const flat: Flat = { nodes: [], kinds: [], ends: [], depth: 0 };
  flatten(program, flat, 1);
  flats.set(program, flat);
  return flat;
}

/** Where a node keeps its parent: a symbol, so that nothing that goes over its fields meets it. */
const PARENT = Symbol('parent');
type WithParent = Node & { [PARENT]?: Node };

/** The parent of a node of a file that was walked; undefined for its program. */
export const parentIn = (node: Node): Node | undefined => (node as WithParent)[PARENT];

/** What a node of a file that was walked stands in, outermost first. */
export function ancestorsOf(node: Node): Node[] {
  const around: Node[] = [];
  for (let each = parentIn(node); each; each = parentIn(each)) around.push(each);
  return around.reverse();
}

function flatten(node: Node, flat: Flat, depth: number, parent?: Node): void {
  if (parent) (node as WithParent)[PARENT] = parent;
  if (depth > flat.depth) flat.depth = depth;
  const index = flat.nodes.push(node) - 1;
  flat.ends.push(0);
  const { id, keys } = kindOf(node.type);
  flat.kinds.push(id);
  for (let at = 0; at < keys.length; at += 1) {
    const value: unknown = node[keys[at] as keyof Node];
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) flatten(value as Node, flat, depth + 1, node);
    else
      for (let item = 0; item < value.length; item += 1)
        if (value[item]) flatten(value[item] as Node, flat, depth + 1, node);
  }
  flat.ends[index] = flat.nodes.length;
}

/**
 * How many nodes of a file stand inside of each other, at most.
 * @throws RangeError where these are too many to go through.
 */
export const depthOf = (program: Node): number => flatOf(program).depth;

type Visit = (node: Node, ancestors: readonly Node[]) => boolean | void;

/**
 * Visits every node before its children. `ancestors` is the same array throughout (outermost first): copy it to keep it.
 * A visitor that returns false leaves the node's children out.
 */
export function walk(root: Node, visit: Visit, ancestors: Node[] = []): void {
  if (root.type === 'Program') walkFlat(flatOf(root), visit, ancestors);
  else walkPart(root, visit, ancestors);
}

/** Written out, as nothing else is called as often: a closure for each node is most of what a scan allocates. */
function walkPart(node: Node, visit: Visit, ancestors: Node[]): void {
  if (visit(node, ancestors) === false) return;
  const { keys } = kindOf(node.type);
  if (keys.length === 0) return;
  ancestors.push(node);
  for (let at = 0; at < keys.length; at += 1) {
    const value: unknown = node[keys[at] as keyof Node];
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) walkPart(value as Node, visit, ancestors);
    else
      for (let item = 0; item < value.length; item += 1)
        if (value[item]) walkPart(value[item] as Node, visit, ancestors);
  }
  ancestors.pop();
}

function walkFlat({ nodes, ends }: Flat, visit: Visit, ancestors: Node[]): void {
  const outer = ancestors.length;
  const open: number[] = [];
  for (let index = 0; index < nodes.length;) {
    while (open.length > 0 && open.at(-1)! <= index) {
      open.pop();
      ancestors.pop();
    }
    const node = nodes[index]!;
    const end = ends[index]!;
    const goesOn = visit(node, ancestors) !== false;
    if (goesOn && end > index + 1) {
      open.push(end);
      ancestors.push(node);
    }
    index = goesOn ? index + 1 : end;
  }
  ancestors.length = outer;
}

export type FunctionNode = Extract<
  Node,
  {
    type:
      | 'FunctionDeclaration'
      | 'FunctionExpression'
      | 'ArrowFunctionExpression'
      | 'ObjectMethod'
      | 'ClassMethod'
      | 'ClassPrivateMethod';
  }
>;

export const isFunction = (node: Node | null | undefined): node is FunctionNode =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression' ||
  node?.type === 'ObjectMethod' ||
  node?.type === 'ClassMethod' ||
  node?.type === 'ClassPrivateMethod';

export const FUNCTIONS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
] as const satisfies readonly FunctionNode['type'][];
const ofFunctions = kindsAmong(FUNCTIONS);

/** Whether a function of the file is one of these. */
export function someFunction(program: Node, test: (fn: FunctionNode) => boolean): boolean {
  const { nodes, kinds } = flatOf(program);
  return kinds.some((kind, index) => ofFunctions[kind] === 1 && test(nodes[index] as FunctionNode));
}

/** The expression inside casts, `!`, parentheses, `await` and assignments: what the value really is. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
    case 'ParenthesizedExpression':
    case 'TSInstantiationExpression':
      return unwrap(node.expression);
    case 'AwaitExpression':
      return unwrap(node.argument);
    case 'AssignmentExpression':
      return node.operator === '=' ? unwrap(node.right) : node;
    case 'SequenceExpression':
      return unwrap(node.expressions.at(-1)!);
    default:
      return node;
  }
}

/** The name of a member that is known without running anything: `a.b`, `a['b']`, `a.#b`. */
export function memberName(node: Node): string | null {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  if (node.property.type === 'PrivateName') return `#${node.property.id.name}`;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return node.property.type === 'StringLiteral' ? node.property.value : null;
}

/** The name that a reference ends with: `list` of `list`, and of `users.list`. */
export const lastName = (node: Node): string | null => (node.type === 'Identifier' ? node.name : memberName(node));

/** Where a node is to be shown: a call of a chain begins with its method's name, where that has a line of its own. */
export function shownAt(node: Node): Node {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node;
  const { object, property } = node.callee;
  const isChain = object.type === 'CallExpression' || object.type === 'NewExpression';
  return isChain && property.loc!.start.line > node.loc!.start.line ? property : node;
}

/** The text of a string literal or of a template without expressions. */
export function literalText(node: Node | null | undefined): string | null {
  if (node?.type === 'StringLiteral') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The key of a property as text, where it is known. */
export function keyName(node: Node): string | null {
  if (!('key' in node) || !isNode(node.key)) return null;
  if ('computed' in node && node.computed) return literalText(node.key);
  if (node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'PrivateName') return `#${node.key.id.name}`;
  return literalText(node.key) ?? (node.key.type === 'NumericLiteral' ? String(node.key.value) : null);
}

/** A property's value in an object literal. */
export function propertyOf(node: Node | null | undefined, name: string): Node | null {
  if (node?.type !== 'ObjectExpression') return null;
  for (const property of node.properties) {
    if (keyName(property) !== name) continue;
    if (property.type === 'ObjectProperty') return property.value;
    if (property.type === 'ObjectMethod') return property;
  }
  return null;
}
