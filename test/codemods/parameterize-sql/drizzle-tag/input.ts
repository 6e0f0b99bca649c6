import { sql } from 'drizzle-orm';
import { db } from './db';

export const find = (name: string) => db.execute(sql.raw(`SELECT * FROM users WHERE name = '${name}'`));
