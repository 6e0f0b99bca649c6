import type { Node } from '@babel/types';
import { lastName } from '../walk';

export type Driver =
  | 'pg' | 'pg-promise' | 'postgres' | 'mysql' | 'mysql2' | 'mssql' | 'better-sqlite3' | 'sqlite3' | 'sqlite'
  | 'sequelize' | 'knex' | 'typeorm' | 'prisma' | 'drizzle' | 'kysely'; // prettier-ignore

/** What a package's values talk to the database like. */
const PACKAGES: Record<string, Driver> = {
  pg: 'pg',
  'pg-pool': 'pg',
  'pg-native': 'pg',
  '@neondatabase/serverless': 'pg',
  '@vercel/postgres': 'pg',
  '@electric-sql/pglite': 'pg',
  'pg-promise': 'pg-promise',
  postgres: 'postgres',
  mysql: 'mysql',
  'promise-mysql': 'mysql',
  'mysql-await': 'mysql',
  mariadb: 'mysql',
  mysql2: 'mysql2',
  'mysql2/promise': 'mysql2',
  mssql: 'mssql',
  'mssql/msnodesqlv8': 'mssql',
  'better-sqlite3': 'better-sqlite3',
  'node:sqlite': 'better-sqlite3',
  sqlite3: 'sqlite3',
  sqlite: 'sqlite',
  sequelize: 'sequelize',
  'sequelize-typescript': 'sequelize',
  '@sequelize/core': 'sequelize',
  knex: 'knex',
  typeorm: 'typeorm',
  '@nestjs/typeorm': 'typeorm',
  '@prisma/client': 'prisma',
  'drizzle-orm': 'drizzle',
  kysely: 'kysely',
};

/** The driver that a package is, or that what it exports under a name belongs to. */
export const driverOfPackage = (name: string, path: readonly string[] = []): Driver | null => {
  // `node:` is dropped where an import is followed: the class tells Node's own from the package of that name.
  if (name === 'sqlite' && path[0] === 'DatabaseSync') return 'better-sqlite3';
  const main = /^@/.test(name) ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]!;
  const found = [name, main].find((each) => Object.hasOwn(PACKAGES, each));
  return found === undefined ? null : PACKAGES[found]!;
};

/** Names that nobody gives to anything else. */
const NAMED: Record<string, Driver> = { sequelize: 'sequelize', knex: 'knex', prisma: 'prisma', pgp: 'pg-promise' };

/** The driver that a name stands for wherever it comes from. */
export function byName(node: Node): Driver | null {
  const name = lastName(node);
  return (name !== null && Object.hasOwn(NAMED, name) && NAMED[name]) || null;
}
