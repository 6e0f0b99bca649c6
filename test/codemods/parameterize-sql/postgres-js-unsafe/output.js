import postgres from 'postgres';

const sql = postgres();

export const find = (name) => sql.unsafe(`SELECT * FROM users WHERE name = $1`, [String(name)]);
