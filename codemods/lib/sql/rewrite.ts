import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { TextStyle } from '../text';
import { unwrap } from '../walk';
import { dollar, question } from './bind/array';
import type { Bound } from './bind/bound';
import { bind } from './bind/index';
import { mayMove } from './movable';
import { HOLE } from './places';
import { isValue, type Query, queriesIn, type SqlHints, sitesOf } from './queries';
import { ofSameKind } from './kinds';
import { type Ground, Refusal, type Slot, slotsOf } from './slots';
import { type Splice, spliced, splicesOf } from './splice';

/** What is written in place of what: texts, each as a whole, and what is inserted where nothing is replaced. */
export interface Rewrite {
  query: Query;
  replaced: { node: Node; text: string }[];
  splices: Splice[];
}

/** Each query of a file whose values can become parameters as the text stands, and why the others cannot. */
export function rewritesIn(
  flow: Flow,
  style: TextStyle,
  hints: SqlHints,
): (Rewrite | { query: Query; refusal: Refusal })[] {
  const queries = queriesIn(flow, hints).filter(({ interpolated }) => interpolated.some(isValue));
  const sites = queries.flatMap((query) => sitesOf(query).map(({ site }) => site));
  return queries.map((query) => {
    const shared = sitesOf(query).some(({ site }) => sites.filter((each) => each === site).length > 1);
    const made = shared ? new Refusal('The text serves several queries.') : rewrite({ flow, style }, query, hints);
    return made instanceof Refusal ? { query, refusal: made } : made;
  });
}

/** Statements whose values can be parameters. */
const TAKES_VALUES =
  /^[\s(]*(?:(?:--[^\n]*\n|\/\*[^]*?\*\/)\s*)*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CALL|MERGE|EXEC|EXECUTE)\b/i;

function rewrite(ground: Ground, query: Query, hints: SqlHints): Rewrite | Refusal {
  const { call, sql } = query;
  const { module } = ground.flow;
  if (!call.fragment && !TAKES_VALUES.test(sql.text)) return new Refusal('Statements of this kind take no parameters.');
  if (/;\s*\S/.test(sql.bare)) return new Refusal('Several statements in one text take no parameters.');
  if (sql.text.includes('\\')) return new Refusal('The text has escapes.');
  const values = query.interpolated.filter(isValue);
  const slots = slotsOf(ground, sql, values);
  if (slots instanceof Refusal) return slots;
  for (const { node, site } of slots.flatMap((slot) => slot.values)) {
    const moved = mayMove(module, call, site, node);
    if (moved) return moved;
  }
  const safe = slots.map((slot) => ofSameKind(ground.flow, query, slot, hints.database));
  const refused = safe.find((each) => each instanceof Refusal);
  if (refused instanceof Refusal) return refused;
  const ready = safe as Slot[];
  if (isTag(query)) return tagged(ground, query, ready, hints);
  const bound = bind(module, query, ready, hints.database);
  return bound instanceof Refusal ? bound : applied(ground, query, ready, bound);
}

function applied(
  ground: Ground,
  query: Query,
  slots: readonly Slot[],
  { placeholders, splices }: Bound,
): Rewrite | Refusal {
  const source = ground.flow.module.text;
  const bySite = new Map<Node, Splice[]>();
  for (const [index, slot] of slots.entries()) {
    const written = splicesOf(source, query.sql, slot, placeholders[index]!);
    if (written instanceof Refusal) return written;
    const site = unwrap(slot.values[0]!.site);
    bySite.set(site, [...(bySite.get(site) ?? []), ...written]);
  }
  const replaced = [...bySite].map(([node, within]) => ({ node, text: spliced(source, node, within) }));
  return { query, replaced, splices };
}

/** Calls that have a tagged template for the same: its values are parameters. */
const isTag = ({ call }: Query): boolean => /^(prisma|drizzle|kysely)$/.test(call.driver ?? '');

function tagged(ground: Ground, query: Query, slots: readonly Slot[], { database }: SqlHints): Rewrite | Refusal {
  const { call, sql } = query;
  const { callee, arguments: given } = call.node;
  const { text } = ground.flow.module;
  if (callee.type !== 'MemberExpression') return new Refusal('The call is not made on its object.');
  if (call.driver === 'prisma') {
    if (call.method === 'raw') return new Refusal('A part of a statement: use Prisma.sql.');
    const unsure = typedRefusal(query, slots, database);
    if (unsure) return unsure;
  }
  if (call.driver === 'drizzle' && call.method !== 'raw') return new Refusal('Use the sql tag.');
  if (slots.some(({ kind }) => kind === 'list')) return new Refusal('A list takes a join of its own.');
  const all = sql.values.every(({ at }) => slots.some(({ start, end }) => start <= at && at < end));
  const inline =
    given.length === 1 && slots.every(({ values }) => values.every(({ site }) => unwrap(site) === unwrap(given[0]!)));
  if (!all || !inline) {
    if (call.driver !== 'prisma' || !/Unsafe$/.test(call.method))
      return new Refusal('Parts of the text are no values.');
    return byPosition(ground, query, slots, database);
  }
  let content = '';
  let from = 0;
  for (const { start, end, code } of slots) {
    content += quasi(sql.text.slice(from, start)) + `\${${code}}`;
    from = end;
  }
  content += quasi(sql.text.slice(from));
  const method = call.driver === 'prisma' ? call.method.replace(/Unsafe$/, '') : null;
  const types =
    'typeParameters' in call.node && call.node.typeParameters
      ? text.slice(call.node.typeParameters.start!, call.node.typeParameters.end!)
      : '';
  const object = text.slice(callee.object.start!, callee.object.end!);
  const tag = method === null ? object : `${text.slice(callee.object.start!, callee.property.start!)}${method}`;
  return { query, replaced: [{ node: call.node, text: `${tag}${types}\`${content}\`` }], splices: [] };
}

const quasi = (text: string): string => text.replace(/[`\\]|\$\{/g, '\\$&');

/** Prisma gives each value the type that it has in JavaScript: PostgreSQL does not compare a text with something else. */
function typedRefusal({ sql }: Query, slots: readonly Slot[], database: SqlHints['database']): Refusal | null {
  if (database === 'mysql' || database === 'sqlite') return null;
  const isTyped = slots.every(
    ({ start, end, kind }) =>
      kind === 'limit' || /\bI?LIKE\s*$/i.test(sql.bare.slice(0, start)) || /^\s*::/.test(sql.bare.slice(end)),
  );
  return isTyped ? null : new Refusal('PostgreSQL has to know the type: write a cast behind the value.');
}

function byPosition(
  ground: Ground,
  query: Query,
  slots: readonly Slot[],
  database: SqlHints['database'],
): Rewrite | Refusal {
  const { call, sql } = query;
  const [first, ...rest] = call.node.arguments;
  if (!database || !first) return new Refusal('Which database Prisma speaks to is not known.');
  const style = database === 'mysql' || database === 'sqlite' ? question : dollar;
  if (rest.length > 0 || sql.text.replaceAll(HOLE, '').match(style.existing))
    return new Refusal('Values are bound already.');
  const splices = [{ start: first.end!, end: first.end!, text: slots.map(({ code }) => `, ${code}`).join('') }];
  return applied(ground, query, slots, { placeholders: slots.map((_, index) => style.write(index)), splices });
}
