import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isFunction } from '../walk';
import { isEsModule, isOwnModule, mayBeOwnModule } from './module';
import { Names, type Use } from './names';
import { assignsNames } from './assigns';
import { isWithin, ownsAll, type Start, startAt } from './start';

type Identifier = Extract<Node, { type: 'Identifier' }>;

/** An assignment to a name that nothing declares, which makes it a variable of the whole process. */
export interface ImplicitGlobal {
  /** The name where it is assigned. */
  node: Identifier;
  /** The word that declares it in place, and what becomes a declaration; null where other code may depend on it. */
  declare: { kind: 'const' | 'let'; nodes: Node[] } | null;
}

/** What Node.js, browsers and test runners have as globals: whoever assigns them means to. */
const KNOWN =
  /^(exports|require|module|__filename|__dirname|arguments|undefined|window|document|location|name|event|self|top|parent|status|navigator|\$|jQuery|angular|onmessage|onerror|onload|describe|it|before|after|beforeEach|afterEach|expect|assert|jest)$/;
const isKnown = (name: string): boolean => KNOWN.test(name) || name in globalThis;

/** A file in which an undeclared name can be assigned at all: neither an ES module nor strict as a whole. */
export function mayMakeGlobals(module: Module): boolean {
  if (/\.[cm]?tsx?$/.test(module.path) || isEsModule(module)) return false;
  return !isStrict(module.ast.program) && isOwnModule(module);
}

/**
 * The names that a file assigns without declaring them, at their first assignment in each function. `shared` are those
 * that other files use, too.
 */
export function implicitGlobals(module: Module, shared: ReadonlySet<string> = new Set()): ImplicitGlobal[] {
  if (!mayMakeGlobals(module)) return [];
  const names = new Names(module.ast);
  const announced = announcedIn(module.text);
  return [...names.free].flatMap(([name, uses]): ImplicitGlobal[] => {
    const writes = uses.filter((use) => use.writes && !isStrictAt(use.node, module));
    if (writes.length === 0 || isKnown(name) || announced.has(name)) return [];
    const own = shared.has(name) || names.dynamic.size > 0 ? null : ownAssignments(uses, names, module);
    return own ?? firstOfEach(writes, module).map((node) => ({ node, declare: null }));
  });
}

/** The names of the whole process that a file depends on: what it uses and does not declare, nor could. */
export function usedGlobals(module: Module): Set<string> {
  const kept = new Set(implicitGlobals(module).flatMap(({ node, declare }) => (declare ? [node.name] : [])));
  return new Set([...new Names(module.ast).free.keys()].filter((name) => !kept.has(name) && !isKnown(name)));
}

/** `global x:writable` in a comment says that the global is meant; so does `global.x = …`. */
function announcedIn(text: string): Set<string> {
  const comments = [...text.matchAll(/\/\*\s*(?:globals?|exported)\s([^*]*)\*\//g)].flatMap(([, list]) =>
    list!.split(/[\s,]+/).map((entry) => entry.split(':')[0]!),
  );
  const members = [...text.matchAll(/\b(?:global|globalThis|GLOBAL|root)\.(\w+)/g)].map(([, name]) => name!);
  return new Set([...comments, ...members]);
}

/** The same, as far as the path and the text tell. */
export const mayAssignGlobals = (text: string, path: string): boolean =>
  !/\.([cm]?tsx?|mjs)$/.test(path) &&
  !STRICT.test(text) &&
  (!IMPORTS.test(text) || /\bexports\s*[.=[]/.test(text)) &&
  mayBeOwnModule(text, path) &&
  assignsNames(text);

const IMPORTS = /^(?:import\s+['"\w{*]|export\s+(?:default|const|function|class|async|\{))/m;
/** `'use strict'` behind nothing but comments and other directives. */
const STRICT =
  /^(?:#![^\n]*)?(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/|(['"])(?!use strict)[^'"\n]*\1;?)*['"]use strict['"]/;

const isStrict = (node: Node): boolean => {
  const directives =
    'directives' in node ? node.directives : isFunction(node) && 'directives' in node.body ? node.body.directives : [];
  return (directives ?? []).some(({ value }) => value.value === 'use strict');
};

function isStrictAt(node: Node, { scopes: { parents } }: Module): boolean {
  for (let around = parents.get(node); around; around = parents.get(around))
    if (around.type === 'ClassBody' || isStrict(around)) return true;
  return false;
}

/**
 * The assignments that could declare the name, where each use stands behind one of them in its block; null where a use may
 * depend on the name being everybody's.
 */
function ownAssignments(uses: readonly Use[], names: Names, module: Module): ImplicitGlobal[] | null {
  const { parents } = module.scopes;
  const found: ImplicitGlobal[] = [];
  const blocks: Node[] = [];
  let left = [...uses].sort((a, b) => a.node.start! - b.node.start!);
  while (left.length > 0) {
    const first = left[0]!.node as Identifier;
    const assigned = assignmentAt(first, module);
    if (!assigned || isStrictAt(first, module)) return null;
    const { start, nodes } = assigned;
    if (blocks.some((block) => isWithin(block, start.block) || isWithin(start.block, block))) return null;
    const own = left.filter(({ node }) => node !== first && isWithin(node, start.block));
    if (!ownsAll(start, own, names, parents)) return null;
    blocks.push(start.block);
    found.push({ node: first, declare: { kind: own.some(({ writes }) => writes) ? 'let' : 'const', nodes } });
    left = left.filter((use) => use.node !== first && !own.includes(use));
  }
  return found;
}

/** What a name gets its value with, where that could be a declaration: a statement, or the head of a loop. */
function assignmentAt(name: Identifier, { scopes: { parents } }: Module): { start: Start; nodes: Node[] } | null {
  const around = parents.get(name);
  if ((around?.type === 'ForInStatement' || around?.type === 'ForOfStatement') && around.left === name)
    return withStart(startAt({ node: name, statement: name, init: null }, parents), []);
  if (around?.type !== 'AssignmentExpression' || around.operator !== '=' || around.left !== name) return null;
  // `a = b = 1`: with a word in front it would look as if both were declared.
  if (around.right.type === 'AssignmentExpression') return null;
  const statement = parents.get(around);
  const isStatement = statement?.type === 'ExpressionStatement' && statement.start === around.start;
  const node = isStatement ? statement : around;
  return withStart(
    startAt({ node, statement: node, init: around.right }, parents),
    isStatement ? [statement, around] : [around],
  );
}

const withStart = (start: Start | null, nodes: Node[]): { start: Start; nodes: Node[] } | null =>
  start && { start, nodes };

/** The first assignment in each function. */
function firstOfEach(writes: readonly Use[], { scopes }: Module): Identifier[] {
  const seen = new Set<Node>();
  return writes
    .map(({ node }) => node as Identifier)
    .sort((a, b) => a.start! - b.start!)
    .filter((node) => {
      const fn = scopes.functionAround(node);
      return !seen.has(fn) && seen.add(fn);
    });
}
