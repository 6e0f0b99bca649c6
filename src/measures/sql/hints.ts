import { flowAlone } from '../../../codemods/lib/flow/alone';
import type { Flow } from '../../../codemods/lib/flow/flow';
import { noHints, type Database, type Query, queriesIn, type SqlHints } from '../../../codemods/lib/sql/queries';
import { oncePerProject } from '../once';

/** Packages that speak to one database. */
const DATABASES: Record<string, Database> = {
  pg: 'postgres', postgres: 'postgres', 'pg-native': 'postgres', mysql: 'mysql', mysql2: 'mysql', mariadb: 'mysql',
  sqlite3: 'sqlite', 'better-sqlite3': 'sqlite', 'sql.js': 'sqlite', mssql: 'mssql', tedious: 'mssql',
}; // prettier-ignore

/** What the project's ORM speaks to, where its dependencies leave one answer. */
export const databaseOf = oncePerProject(({ manifest, files }): Database | null => {
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const databases = new Set(installed.flatMap((name) => (Object.hasOwn(DATABASES, name) ? [DATABASES[name]!] : [])));
  if (databases.size === 1) return [...databases][0]!;
  const written = new Set(files.flatMap(({ text }) => (/typeorm|sequelize/i.test(text) ? configured(text) : [])));
  return written.size === 1 ? [...written][0]! : null;
});

/** `type: 'postgres'` */
const configured = (text: string): Database[] =>
  [...text.matchAll(/\b(?:type|dialect)\s*:\s*['"](postgres|mysql|mariadb|sqlite|better-sqlite3|mssql)['"]/g)].map(
    ([, name]) => (name === 'mariadb' ? 'mysql' : name === 'better-sqlite3' ? 'sqlite' : (name as Database)),
  );

/** What a codemod has to be told of other files, so that it sees the queries that the rule has seen. */
export function hintsOf(flow: Flow, queries: readonly Query[], database: Database | null): SqlHints {
  const calls: SqlHints['calls'] = {};
  const disagree = new Set<string>();
  for (const { call } of queries) {
    const { callee } = call.node;
    const written = flow.module.text.slice(callee.start!, callee.end!);
    if (call.driver === null || call.builder) continue;
    const { driver, method, text, values } = call;
    const known = calls[written];
    if (known && (known.driver !== driver || known.values !== values || known.text !== text)) disagree.add(written);
    calls[written] = { driver, method, text, values };
  }
  for (const written of disagree) delete calls[written];
  const textOf = ({ part }: Query['interpolated'][number]): string =>
    flow.module.text.slice(part.node.start!, part.node.end!);
  const found = new Set(queries.flatMap(({ interpolated }) => interpolated.map(textOf)));
  const alone = queriesIn(flowAlone(flow.module, flow.shape), { ...noHints, calls, database });
  const constants = alone.flatMap(({ interpolated }) => interpolated.map(textOf)).filter((text) => !found.has(text));
  return { calls, constants: [...new Set(constants)], database };
}
