import type { Flow } from '../flow/flow';
import { unwrap } from '../walk';
import type { Database, Query } from './queries';
import { Refusal, type Slot } from './slots';
import { isSentAnything, isText } from './value-code';

/** Makes the value of a parameter mean what it meant as a text, where it is of another kind; or says why it cannot. */
export function ofSameKind(flow: Flow, query: Query, slot: Slot, database: Database | null): Slot | Refusal {
  const { driver, method } = query.call;
  if (slot.kind === 'limit' && method === 'execute' && driver === 'mysql2')
    return new Refusal('Prepared statements of MySQL take no parameter as a limit.');
  const before = query.sql.bare.slice(0, slot.start);
  if (isTyped(query)) {
    if (/\b(json_build_\w+|jsonb_build_\w+|concat|concat_ws|format|coalesce|to_jsonb?)\s*\([^()]*$/i.test(before))
      return new Refusal('PostgreSQL cannot tell the type of a parameter there.');
    if (isGrouped(before)) return new Refusal('Two parameters are not the same expression for a GROUP BY.');
  }
  if (slot.kind === 'list') return listOf(flow, query, slot, database);
  return slot.quoted || slot.kind !== 'value' ? slot : numberOf(flow, query, slot, before);
}

/** The database gets the text and the values apart, and looks at the text alone. */
const isTyped = ({ call: { driver } }: Query): boolean =>
  /^(pg|postgres|typeorm|knex|prisma|mssql)$/.test(driver ?? '');

/** Within a GROUP BY, where the same stands in the list of what is selected. */
const isGrouped = (before: string): boolean =>
  /\bGROUP\s+BY\b(?:(?!\b(?:HAVING|ORDER\s+BY|LIMIT|OFFSET|UNION|WHERE)\b)[^])*$/i.test(before);

const isMysql = ({ call: { driver } }: Query): boolean => /^mysql2?$/.test(driver ?? '');

/** Some drivers take a list as one value; the items that stood between quotes are compared as texts. */
function listOf(flow: Flow, query: Query, slot: Slot, database: Database | null): Slot | Refusal {
  const { driver, method, builder } = query.call;
  const takesNone =
    /^(postgres|sqlite3?)$/.test(driver ?? '') ||
    (driver === 'mysql2' && method === 'execute') ||
    (driver === 'knex' && database !== 'mysql') ||
    (driver === 'typeorm' && !builder && (database === 'sqlite' || database === 'mssql'));
  if (takesNone) return new Refusal('A list takes one placeholder for each of its items.');
  // PostgreSQL is given an array of texts in any case.
  if (driver === 'pg' || (driver === 'typeorm' && !builder && database === 'postgres')) return slot;
  const isSimple = /^(Identifier|(Optional)?(Member|Call)Expression|ArrayExpression)$/.test(unwrap(slot.node).type);
  const list = isSimple ? slot.code : `(${slot.code})`;
  if (slot.quoted) return { ...slot, code: /\.map\(String\)$/.test(list) ? list : `${list}.map(String)` };
  // MySQL's drivers write an object into the text as a condition: only a list may come there.
  return (isMysql(query) || driver === 'typeorm') && isSentAnything(flow, slot.node)
    ? { ...slot, code: `[...${list}]` }
    : slot;
}

/** `id`, `user_id`, `userId` in front of an equals sign. */
const NAMES_SOMETHING = /(?:^|[\s(,."`])(?:id|\w+_id|\w*[a-z]I[dD])["`]?\s*=\s*$/;
const IS_OR_NOT =
  /(?:^|[\s(,."`])(?:(?:is|has|can)(?:_\w+|[A-Z]\w*)|\w*(?:active|enabled|disabled|done|completed?|finished|deleted|visible|hidden|public|published|verified|approved|archived|favou?rite|featured|available|flag))["`]?\s*(?:!=|<>|=)\s*$/i;
/** Between SET and WHERE: what stands there is stored, and may be nothing. */
const isStored = (before: string): boolean => /\bSET\b(?:(?!\bWHERE\b)[^])*$/i.test(before);

/** Of what stood without quotes: a number, or `true` and `null`. */
function numberOf(flow: Flow, query: Query, slot: Slot, before: string): Slot | Refusal {
  const driver = query.call.driver ?? '';
  const sent = isSentAnything(flow, slot.node);
  const isSqlite = /^(better-sqlite3|sqlite3?)$/.test(driver);
  const hasBooleans = /^(pg|pg-promise|postgres|mssql|prisma)$/.test(driver);
  if (!hasBooleans && IS_OR_NOT.test(before) && (sent || isText(flow, slot.node)))
    return new Refusal('The value may be the word true, which is none as a parameter.');
  const stored = isStored(before) || /\bVALUES\b/i.test(before);
  if (sent && stored && driver === 'better-sqlite3')
    return new Refusal('The value may be true or null, or an object, which the driver refuses.');
  if (sent && isStored(before) && isMysql(query))
    return new Refusal('The value may be null, or an object, which the driver writes as a condition.');
  // MySQL's drivers write an object into the text as a condition of its own: `{ id: 1 }` as `id = 1`.
  if (/[<>=]\s*$/.test(before) && !isStored(before) && (isMysql(query) || driver === 'knex' || driver === 'typeorm')) {
    // Numbers that name something may be longer than JavaScript's; as texts MySQL compares them alike.
    if (NAMES_SOMETHING.test(before)) return isText(flow, slot.node) ? slot : { ...slot, code: `String(${slot.code})` };
    if (isMysql(query) && sent) return { ...slot, code: `Number(${slot.code})` };
  }
  // SQLite takes every text for greater than every number.
  const isGreater =
    (isSqlite || /^(sequelize|knex|typeorm)$/.test(driver)) &&
    /([<>]=?|\bBETWEEN(\s+\S+\s+AND)?)\s*$/i.test(before) &&
    !/<>\s*$/.test(before);
  return isGreater ? { ...slot, code: `Number(${slot.code})` } : slot;
}
