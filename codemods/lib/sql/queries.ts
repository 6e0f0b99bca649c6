import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { type Origin, worst } from '../flow/origin';
import { unwrap, walk } from '../walk';
import { type SqlCall, sqlCallOf } from './calls';
import { originInSql } from './harmless';
import { isStatement } from './methods';
import { partsOf } from './parts';
import { HOLE, readSql, type SqlText, type ValuePlace } from './places';
import { bringsText } from './value-code';
import type { KnownCallee } from './wrappers';

/** What is known from other files, as JSON. */
export interface SqlHints {
  /** By the callee as it is written. */
  calls: Record<string, KnownCallee>;
  /** Values that are constants of other files, as they are written. */
  constants: string[];
  /** What an ORM that speaks to several databases speaks to here. */
  database: Database | null;
}
export type Database = 'postgres' | 'mysql' | 'sqlite' | 'mssql';

/** A value in SQL that is not constant. */
export interface Interpolation extends ValuePlace {
  origin: Origin;
}

/** SQL that somebody else decides about. */
export interface Query {
  call: SqlCall;
  sql: SqlText;
  /** What is interpolated and not constant, in order. */
  interpolated: Interpolation[];
}

export const noHints: SqlHints = { calls: {}, constants: [], database: null };

/** The calls of a file that hand SQL with something in it to a database. */
export function queriesIn(flow: Flow, hints: SqlHints = noHints): Query[] {
  const found: Query[] = [];
  walk(flow.module.ast.program, (node) => {
    if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return;
    const call = sqlCallOf(flow, node, hints.calls);
    const query = call && queryOf(flow, call, hints);
    if (query) found.push(query);
  });
  return found;
}

/** Whether what `"` begins is a text, for what the call speaks to. */
const isDoubleQuoted = ({ driver, builder }: SqlCall, { database }: SqlHints): boolean =>
  driver === 'mysql' ||
  driver === 'mysql2' ||
  /sqlite/.test(driver ?? '') ||
  (driver === null && database === null) ||
  (!builder && (database === 'mysql' || database === 'sqlite'));

function queryOf(flow: Flow, call: SqlCall, hints: SqlHints): Query | null {
  const sql = readSql(partsOf(flow, call.sql), isDoubleQuoted(call, hints));
  if (!isSql(call, sql)) return null;
  const constants = new Set(hints.constants);
  const isConstant = (node: Node): boolean => constants.has(flow.module.text.slice(node.start!, node.end!));
  const interpolated = sql.values.flatMap((value): Interpolation[] => {
    if (value.kind === 'placeholder' || isConstant(value.part.node)) return [];
    const origin = originInSql(flow, value.part.node);
    if (origin === 'constant' || origin === 'environment') return [];
    // What a call gives may be an expression of SQL as well as a value.
    const isCall = unwrap(value.part.node).type === 'CallExpression';
    if (value.kind === 'operand' && !value.quoted && (origin === 'unknown' || (isCall && origin === 'argument')))
      return [];
    return [{ ...value, kind: isBuilt(flow, value) ? 'fragment' : value.kind, origin }];
  });
  return interpolated.length > 0 ? { call, sql, interpolated } : null;
}

/** What stands without quotes and is put together of SQL itself: `const sum = `coalesce(${column}, 0)``. */
const isBuilt = (flow: Flow, { quoted, part, kind }: ValuePlace): boolean =>
  !quoted && kind !== 'list' && bringsText(flow, part.node, /[(|]|\w\s+\w/);

/** Of a call that only its name speaks for, the text has to say that it is SQL. */
const isSql = ({ driver, fragment, wrapper }: SqlCall, { text, parts }: SqlText): boolean =>
  (driver !== null && (fragment || !wrapper || parts.length > 0)) || (text !== HOLE && isStatement(text));

/** All of the text comes from elsewhere: nothing of it stands in the code. */
export const isWhole = ({ sql }: Query): boolean => sql.text.replaceAll(HOLE, '').trim() === '';

/** Where the interpolations stand: the expressions that texts begin with, with what each of them holds. */
export function sitesOf(query: Query): { site: Node; interpolated: Interpolation[] }[] {
  const sites = new Map<Node, Interpolation[]>();
  for (const each of query.interpolated) {
    const { site } = each.part;
    sites.set(site, [...(sites.get(site) ?? []), each]);
  }
  return [...sites].map(([site, interpolated]) => ({ site: unwrap(site), interpolated }));
}

export const isValue = ({ kind }: Interpolation): boolean => /^(value|limit|list|operand)$/.test(kind);

export const worstOf = (interpolated: readonly Interpolation[]): Origin =>
  worst(interpolated.map(({ origin }) => origin));
