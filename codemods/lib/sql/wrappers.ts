import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { isFunction, memberName, unwrap, walk } from '../walk';
import { driverOf } from './drivers';
import type { Driver } from './packages';
import { SPELLINGS } from './methods';
import { Notes } from '../notes';

/** What is known of a callee from other files, as JSON: a codemod sees one file only. */
export interface KnownCallee {
  driver: Driver;
  method: string;
  /** Which argument is the SQL, and which are the values bound to it; null where it passes none on. */
  text: number;
  values: number | null;
}

/** The methods of each driver that take SQL. */
export const METHODS = Object.values(SPELLINGS).map(({ methods }) => methods);

/** A call of a driver's own method. */
export const direct = (driver: Driver, method: string): KnownCallee => {
  const values = SPELLINGS[driver].unbound?.test(method) ? null : 1;
  return { driver, method, text: 0, values };
};

const wrappers = new Notes<Node, KnownCallee | null>();

/** A function that hands its parameters on to a driver, `promisify(pool.query).bind(pool)` included. */
export function wrapperOf(module: Module, resolver: Resolver, callee: Node): KnownCallee | null {
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
