import type { Module } from '../../resolve';
import type { Database, Query } from '../queries';
import { Refusal, type Slot } from '../slots';
import { at, dollar, positional, question, type Style } from './array';
import type { Result } from './bound';
import { chained, inputs } from './chain';
import { named } from './names';

/** Binds the values in the driver's own form. */
export function bind(module: Module, query: Query, slots: readonly Slot[], database: Database | null): Result {
  const { call } = query;
  switch (call.driver) {
    case 'sequelize':
      return named(module, query, slots, 1, 'replacements', (name) => `:${name}`);
    case 'typeorm':
      return ofTypeorm(module, query, slots, database);
    case 'mssql':
      return inputs(module, query, slots);
    case 'better-sqlite3':
      return chained(module, query, slots);
    case 'pg':
    case 'pg-promise':
    case 'postgres':
      return positional(module, query, slots, dollar);
    case 'mysql':
    case 'mysql2':
    case 'sqlite3':
    case 'sqlite':
    case 'knex':
      return positional(module, query, slots, question);
    default:
      return new Refusal('What the call speaks to is not known.');
  }
}

const STYLES: Record<Database, Style> = { postgres: dollar, mysql: question, sqlite: question, mssql: at };

/** TypeORM hands statements to the database as they are; its query builder has a form of its own. */
function ofTypeorm(module: Module, query: Query, slots: readonly Slot[], database: Database | null): Result {
  const { builder, values } = query.call;
  if (builder)
    return values === null
      ? new Refusal('This method takes no values.')
      : named(module, query, slots, values, null, (name, { kind }) => (kind === 'list' ? `:...${name}` : `:${name}`));
  return database === null
    ? new Refusal('Which database TypeORM speaks to is not known.')
    : positional(module, query, slots, STYLES[database]);
}
