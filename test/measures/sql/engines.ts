import { PGlite } from '@electric-sql/pglite';
import initSqlJs from 'sql.js';

export type Row = Record<string, unknown>;

/** What all engines begin with. */
export const SCHEMA = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(80), mail VARCHAR(80), age INTEGER, born DATE);
  INSERT INTO users VALUES (1, 'Ann', 'ann@example.com', 31, '1994-05-01'), (2, 'O''Hara', 'bo@example.com', 42, '1983-01-01'),
    (3, 'Cy', 'cy@example.org', 18, '2007-09-09');`;

/** The engines' own interfaces, as far as they are used. */
interface Engine {
  /** The packages, as thin layers over the engine: the SQL really runs. */
  packages: Record<string, unknown>;
  /** How many users there are. */
  count(): Promise<number>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL, as pg and pg-promise are called. Parameters go as texts, as pg sends them. */
export async function postgres(): Promise<Engine> {
  const asText = (value: unknown): string => String(value);
  // Numbers, booleans, dates and texts: the engine decides what a text means, not the driver.
  const serializers = Object.fromEntries(
    [16, 20, 21, 23, 700, 701, 1043, 25, 1082, 1114, 1184, 1700].map((type) => [type, asText]),
  );
  const engine = await PGlite.create({ serializers });
  const run = async (text: string, values?: unknown[]): Promise<Row[]> =>
    values ? (await engine.query<Row>(text, values)).rows : (((await engine.exec(text)).at(-1)?.rows as Row[]) ?? []);
  const query = async (given: string | { text: string; values?: unknown[] }, values?: unknown[]): Promise<Row[]> =>
    typeof given === 'string' ? run(given, values) : run(given.text, given.values ?? values);
  class Pool {
    query = query;
  }
  class DataSource {
    query = query;
  }
  const numbered = (text: string): string => {
    let number = 0;
    return text.replaceAll('?', () => `$${++number}`);
  };
  const knex = { raw: (text: string, values?: unknown[]) => run(numbered(text), values) };
  const database = { any: query, many: query };
  return {
    packages: { pg: { Pool }, 'pg-promise': () => () => database, typeorm: { DataSource }, knex: () => knex },
    count: async () => (await engine.query('SELECT 1 FROM users')).rows.length,
    reset: async () => void (await engine.exec(`DROP TABLE IF EXISTS users; ${SCHEMA}`)),
    close: () => engine.close(),
  };
}

/** SQLite, as sqlite3, better-sqlite3 and Sequelize are called. */
export async function sqlite(): Promise<Engine> {
  const { Database: Engine } = await initSqlJs();
  const engine = new Engine();
  const all = (text: string, values: unknown = []): Row[] => {
    const statement = engine.prepare(text);
    statement.bind(values);
    const rows: Row[] = [];
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
    return rows;
  };
  class Callbacks {
    all(text: string, values: unknown, done?: (error: unknown, rows?: Row[]) => void): void {
      const callback = (typeof values === 'function' ? values : done) as (error: unknown, rows?: Row[]) => void;
      try {
        callback(null, all(text, typeof values === 'function' ? [] : values));
      } catch (error) {
        callback(error);
      }
    }
  }
  class Synchronous {
    prepare = (text: string) => ({ all: (...values: unknown[]) => all(text, values) });
  }
  class Sequelize {
    async query(text: string, { replacements = {} }: { replacements?: Row } = {}): Promise<Row[]> {
      return all(text, Object.fromEntries(Object.entries(replacements).map(([name, value]) => [`:${name}`, value])));
    }
  }
  return {
    packages: {
      sqlite3: { verbose: () => ({ Database: Callbacks }) },
      'better-sqlite3': Synchronous,
      sequelize: { Sequelize },
    },
    count: async () => all('SELECT 1 FROM users').length,
    reset: async () => void engine.exec(`DROP TABLE IF EXISTS users; ${SCHEMA}`),
    close: async () => engine.close(),
  };
}
