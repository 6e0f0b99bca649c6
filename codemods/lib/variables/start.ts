import type { Node } from '@babel/types';
import type { Parents } from '../parents';
import { isFunction } from '../walk';
import type { Names, Use } from './names';

/** Where a name gets its first value: a declaration, or an assignment that could be one. */
export interface Start {
  /** What declares it, or would. */
  node: Node;
  /** The block that the name would belong to. */
  block: Node;
  /** The function around, or the program. */
  fn: Node;
  /** From this offset on it has its value. */
  ready: number;
  /** What its value is made from. */
  init: Node | null;
  /** It is done anew in each turn of a loop. */
  repeated: boolean;
  /** It stands in the head of a loop, which gives each turn a name of its own. */
  ofLoop: boolean;
}

/** Where a statement, or the head of a loop, declares a name; null where `let` and `const` cannot stand. */
export function startAt(
  { node, statement, init }: { node: Node; statement: Node; init: Node | null },
  parents: Parents,
): Start | null {
  const block = parents.get(statement);
  if (!block || !takesDeclarations(block, statement)) return null;
  let fn: Node = block;
  let repeated = false;
  for (let child = statement; !isFunction(fn) && fn.type !== 'Program'; child = fn, fn = parents.get(fn)!) {
    if (fn.type === 'StaticBlock' || fn.type === 'TSModuleBlock') return null;
    repeated ||= repeats(fn, child);
  }
  const each = block.type === 'ForInStatement' || block.type === 'ForOfStatement';
  const ofLoop = each || block.type === 'ForStatement';
  return { node, block, fn, ready: each ? block.right.end! : node.end!, init, repeated, ofLoop };
}

const takesDeclarations = (block: Node, statement: Node): boolean =>
  block.type === 'Program' ||
  block.type === 'BlockStatement' ||
  (block.type === 'ForStatement' && block.init === statement) ||
  ((block.type === 'ForInStatement' || block.type === 'ForOfStatement') && block.left === statement);

/** Whether a loop does this part of it again with each turn. */
function repeats(loop: Node, part: Node): boolean {
  if (loop.type === 'ForStatement') return loop.init !== part;
  if (loop.type === 'ForInStatement' || loop.type === 'ForOfStatement') return loop.body === part;
  return loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement';
}

export const isWithin = (inner: Node, outer: Node): boolean => inner.start! >= outer.start! && inner.end! <= outer.end!;

/**
 * Whether a name that belonged to its block alone would mean the same in each of these uses: they stand in the block, they
 * cannot run before it has a value, and no function keeps the name of one turn of a loop.
 */
export function ownsAll(start: Start, uses: readonly Use[], names: Names, parents: Parents): boolean {
  return uses.every(({ node }) => {
    // What another module reads may be read before this one has run.
    if (!isWithin(node, start.block) || isExported(node, parents)) return false;
    const closure = closureAround(node, start.fn, parents);
    if (!closure) return node.start! >= start.ready;
    return !start.repeated && !start.ofLoop && !mayRunBefore(closure, start, names, parents, new Set());
  });
}

/** The outermost function between a node and the function around the start. */
function closureAround(node: Node, fn: Node, parents: Parents): Node | null {
  let found: Node | null = null;
  for (let current: Node | undefined = node; current && current !== fn; current = parents.get(current))
    if (isFunction(current) || isField(current)) found = current;
  return found;
}

/** A field of a class is a function of its own: what it begins with runs when an object is made. */
const isField = (node: Node): boolean =>
  (node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty' || node.type === 'ClassAccessorProperty') &&
  !node.static;

/** Whether a function may be called before the name has its value. */
function mayRunBefore(closure: Node, start: Start, names: Names, parents: Parents, seen: Set<Node>): boolean {
  if (closure.type !== 'FunctionDeclaration') {
    const within = start.init !== null && isWithin(closure, start.init);
    return within ? !isOnlyKept(closure, start.init!, parents) : closure.start! < start.ready;
  }
  if (seen.has(closure)) return false;
  seen.add(closure);
  // It is there from the beginning: what counts is where it is named.
  if (!closure.id || /^Export/.test(parents.get(closure)?.type ?? '')) return true;
  const uses = (names.byName.get(closure.id.name) ?? []).filter(({ node }) => isWithin(node, start.fn));
  return uses.some(({ node }) => {
    const around = closureAround(node, start.fn, parents);
    if (around === closure) return false;
    return around
      ? mayRunBefore(around, start, names, parents, seen)
      : node.start! < start.ready || isExported(node, parents);
  });
}

const isExported = (node: Node, parents: Parents): boolean => parents.get(node)?.type === 'ExportSpecifier';

/** Whether the value only holds the function: nothing that could call it stands around it. */
function isOnlyKept(closure: Node, init: Node, parents: Parents): boolean {
  let child = closure;
  for (let node = closure; node !== init;) {
    child = node;
    node = parents.get(node)!;
    if (!KEEPS.test(node.type)) return false;
    if (node.type === 'AssignmentExpression' && (node.operator !== '=' || node.right !== child)) return false;
  }
  return true;
}

const KEEPS =
  /^(Object(Expression|Property)|ArrayExpression|ConditionalExpression|LogicalExpression|AssignmentExpression|Class(Expression|Body)|TS(As|NonNull|Satisfies)Expression|ParenthesizedExpression)$/;
