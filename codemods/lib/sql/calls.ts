import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { type Module, type Resolver } from '../resolve';
import { isFunction, lastName, literalText, memberName, propertyOf, unwrap, walk } from '../walk';
import { type Driver, driverOf, driverOfPackage } from './drivers';
import { BUILDER, isStatement, LIKELY, SPELLINGS, TAKES_NAMED, TELLING } from './methods';
import { partsOf } from './parts';
import { HOLE } from './places';

export type CallNode = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>;

/** What is known of a callee from other files, as JSON: a codemod sees one file only. */
export interface KnownCallee {
  driver: Driver;
  method: string;
  /** Which argument is the SQL, and which are the values bound to it; null where it passes none on. */
  text: number;
  values: number | null;
}

/** A call that hands SQL to a database. */
export interface SqlCall extends Omit<KnownCallee, 'driver'> {
  node: CallNode;
  /** Null where only its name and its text say that it is one. */
  driver: Driver | null;
  /** The SQL. */
  sql: Node;
  /** `{ text, values }`, where the SQL stands in one. */
  holder: Extract<Node, { type: 'ObjectExpression' }> | null;
  /** A part of a statement: a condition, an expression. */
  fragment: boolean;
  /** A method of TypeORM's query builder, which takes named values. */
  builder: boolean;
  /** A function of the user's own that hands its parameters on. */
  wrapper: boolean;
}

/** The call, where it hands SQL to a database; one whose text is a plain literal is of no interest. */
export function sqlCallOf(flow: Flow, node: CallNode, known: Record<string, KnownCallee> = {}): SqlCall | null {
  const callee = unwrap(node.callee);
  if (!node.arguments[0] || node.arguments.every((each) => literalText(each) !== null)) return null;
  const written = known[flow.module.text.slice(callee.start!, callee.end!)];
  if (written) return made(flow, node, written, { wrapper: written.text > 0 });
  const name = lastName(callee);
  if (name === null || !(SURE.test(name) || node.arguments.some((each) => mayBeText(flow.module, each)))) return null;
  if (callee.type === 'Identifier') return ofFunction(flow, node, callee, name);
  if (!('object' in callee)) return null;
  return ofMethod(flow, node, callee, callee.object as Node, name);
}

/** Names that are worth a look whatever is given. */
const SURE = /quer(y|ies)|sql|raw|^(execute|unsafe|literal|prepare)$/i;

/** Whether an expression may be a text that is put together: most calls are given something else. */
function mayBeText({ scopes }: Module, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'TemplateLiteral') return node.expressions.length > 0;
  if (node.type === 'BinaryExpression') return node.operator === '+';
  if (node.type === 'CallExpression') return /^(join|concat|trim|format)$/.test(memberName(node.callee) ?? '');
  if (node.type === 'ObjectExpression') return ['text', 'sql', 'query'].some((key) => propertyOf(node, key) !== null);
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  const made = binding?.kind === 'variable' && binding.path.length === 0 ? [binding.init, ...binding.assignments] : [];
  return made.some(
    (each) =>
      each &&
      /^(TemplateLiteral|StringLiteral|BinaryExpression|CallExpression|ConditionalExpression|ObjectExpression)$/.test(
        unwrap(each).type,
      ),
  );
}

function ofMethod(flow: Flow, node: CallNode, callee: Node, object: Node, name: string): SqlCall | null {
  const { module, resolver } = flow;
  if (Object.hasOwn(BUILDER, name) && isBuilder(flow, object, 0)) {
    const values = TAKES_NAMED.test(name) ? BUILDER[name]! + 1 : null;
    return made(
      flow,
      node,
      { driver: 'typeorm', method: name, text: BUILDER[name]!, values },
      { builder: true, fragment: true },
    );
  }
  const mayBe = LIKELY.test(name) || METHODS.some((methods) => methods.test(name));
  if (!mayBe) {
    // A function of the user's own may be called anything.
    const wrapped = beginsLikeSql(flow, node) ? wrapperOf(module, resolver, callee) : null;
    return wrapped && made(flow, node, wrapped, { wrapper: true });
  }
  const driver = driverOf(module, resolver, object) ?? TELLING.find(([telling]) => telling.test(name))?.[1] ?? null;
  if (driver && SPELLINGS[driver].methods.test(name)) return made(flow, node, direct(driver, name));
  const wrapped = wrapperOf(module, resolver, callee);
  if (wrapped) return made(flow, node, wrapped, { wrapper: true });
  // A driver's other methods take no SQL; nor does what prints.
  if (driver || !LIKELY.test(name) || /^(console|log|logger|debug)$/i.test(lastName(object) ?? '')) return null;
  return made(flow, node, { driver: null, method: name, text: 0, values: null });
}

function beginsLikeSql(flow: Flow, node: CallNode): boolean {
  const [given] = node.arguments;
  const parts = given && given.type !== 'SpreadElement' ? partsOf(flow, given) : [];
  return isStatement(parts.map((part) => (part.kind === 'text' ? part.text : HOLE)).join(''));
}

function ofFunction(flow: Flow, node: CallNode, callee: Node, name: string): SqlCall | null {
  const { module, resolver } = flow;
  const value = resolver.resolve(module, callee);
  const driver = value?.kind === 'package' ? driverOfPackage(value.name, value.path) : null;
  const method = value?.kind === 'package' ? (value.path.at(-1) ?? '') : '';
  if (driver && SPELLINGS[driver].methods.test(method)) return made(flow, node, direct(driver, method));
  const wrapped = wrapperOf(module, resolver, callee);
  if (wrapped) return made(flow, node, wrapped, { wrapper: true });
  return /quer(y|ies)|sql|^exec(ute)?$|^run$/i.test(name)
    ? made(flow, node, { driver: null, method: name, text: 0, values: null })
    : null;
}

const METHODS = Object.values(SPELLINGS).map(({ methods }) => methods);

const direct = (driver: Driver, method: string): KnownCallee => {
  const values = SPELLINGS[driver].unbound?.test(method) ? null : 1;
  return { driver, method, text: 0, values };
};

function made(
  flow: Flow,
  node: CallNode,
  callee: Omit<KnownCallee, 'driver'> & { driver: Driver | null },
  more: Partial<SqlCall> = {},
): SqlCall | null {
  const given = node.arguments[callee.text];
  if (!given || given.type === 'SpreadElement') return null;
  const value = flow.resolver.resolve(flow.module, given);
  const object = unwrap(given).type === 'ObjectExpression' ? unwrap(given) : value?.kind === 'node' ? value.node : null;
  const inObject = ['text', 'sql', 'query'].map((key) => propertyOf(object, key)).find((each) => each !== null);
  const isHeld =
    object?.type === 'ObjectExpression' && inObject && (value?.kind !== 'node' || value.module === flow.module);
  if (object?.type === 'ObjectExpression' && !isHeld) return null;
  const fragment = callee.driver !== null && (SPELLINGS[callee.driver].fragments?.test(callee.method) ?? false);
  return {
    node,
    sql: isHeld ? inObject : given,
    holder: isHeld ? object : null,
    fragment,
    builder: false,
    wrapper: false,
    ...callee,
    ...more,
  };
}

/** Whether a chain begins with `createQueryBuilder()`. */
function isBuilder({ module, resolver }: Flow, expression: Node, depth: number): boolean {
  let node = unwrap(expression);
  for (let links = 0; links < 60; links++) {
    if (node.type === 'CallExpression') {
      if (memberName(node.callee) === 'createQueryBuilder') return true;
      if (node.callee.type !== 'MemberExpression') return false;
      node = unwrap(node.callee.object);
    } else break;
  }
  if (node.type !== 'Identifier' || depth > 4) return false;
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind === 'variable' && binding.init && binding.path.length === 0)
    return isBuilder({ module, resolver } as Flow, binding.init, depth + 1);
  const annotation = binding && 'typeAnnotation' in binding.identifier ? binding.identifier.typeAnnotation : null;
  return /\bSelectQueryBuilder\b/.test(annotation ? module.text.slice(annotation.start!, annotation.end!) : '');
}

const wrappers = new WeakMap<Node, KnownCallee | null>();

/** A function that hands its parameters on to a driver, `promisify(pool.query).bind(pool)` included. */
function wrapperOf(module: Module, resolver: Resolver, callee: Node): KnownCallee | null {
  const value = resolver.resolve(module, callee);
  if (value?.kind !== 'node') return null;
  if (value.node.type === 'CallExpression') return promisified(value.module, resolver, value.node);
  if (!isFunction(value.node)) return null;
  const known = wrappers.get(value.node);
  if (known !== undefined) return known;
  wrappers.set(value.node, null);
  const found = handsOn(value.module, resolver, value.node);
  wrappers.set(value.node, found);
  return found;
}

function promisified(module: Module, resolver: Resolver, call: Node): KnownCallee | null {
  if (call.type !== 'CallExpression') return null;
  const method = memberName(call.callee);
  if (method === 'bind' && call.callee.type === 'MemberExpression') {
    const bound = unwrap(call.callee.object);
    return bound.type === 'CallExpression' ? promisified(module, resolver, bound) : null;
  }
  const isPromisify = /^(util#)?promisify$/.test(resolver.packageName(module, call.callee) ?? '');
  const target = isPromisify && call.arguments[0] ? unwrap(call.arguments[0]) : null;
  if (target?.type !== 'MemberExpression') return null;
  const driver = driverOf(module, resolver, target.object);
  const name = memberName(target) ?? '';
  return driver && SPELLINGS[driver].methods.test(name) ? direct(driver, name) : null;
}

function handsOn(module: Module, resolver: Resolver, fn: Node): KnownCallee | null {
  if (!isFunction(fn)) return null;
  const names = fn.params.map((each) => {
    const target = each.type === 'AssignmentPattern' ? each.left : each;
    return target.type === 'Identifier' ? target.name : null;
  });
  let found: KnownCallee | null = null;
  walk(fn.body, (node) => {
    if (found || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return !found;
    const [sql, values] = node.arguments;
    const text = sql?.type === 'Identifier' ? names.indexOf(sql.name) : -1;
    const method = memberName(node.callee) ?? '';
    if (text < 0 || !METHODS.some((methods) => methods.test(method))) return true;
    const driver = driverOf(module, resolver, node.callee.object);
    if (!driver || !SPELLINGS[driver].methods.test(method)) return true;
    const at = values?.type === 'Identifier' ? names.indexOf(values.name) : -1;
    found = { driver, method, text, values: at < 0 || direct(driver, method).values === null ? null : at };
    return false;
  });
  return found;
}
