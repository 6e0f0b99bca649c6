import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { postgres, sqlite } from './engines';
import { answerOf, fixed } from './run-fixed';

interface Case {
  what: string;
  text: string;
  benign: unknown[];
  hostile: unknown[];
  database?: string;
}

const INJECTED = `' OR '1'='1`;
const STACKED = `x'; DELETE FROM users; --`;

const pool = `const { Pool } = require('pg'); const pool = new Pool();`;
const onPostgres: Case[] = [
  {
    what: 'a text between quotes',
    text: `${pool} module.exports = (name) => pool.query(\`SELECT * FROM users WHERE name = '\${name}'\`);`,
    benign: ['Ann', 'Nobody', '', 5, null],
    hostile: [INJECTED, STACKED, [INJECTED], { a: 1 }],
  },
  {
    what: 'a number without quotes',
    text: `${pool} module.exports = (id) => pool.query('SELECT * FROM users WHERE id = ' + id);`,
    benign: [1, '2', 99],
    hostile: ['1 OR 1=1', '0 UNION SELECT 1, name, mail, 1, born FROM users', ['1', '2 OR 1=1']],
  },
  {
    what: 'a pattern',
    text: `${pool} module.exports = (mail) => pool.query("SELECT * FROM users WHERE mail ILIKE '%" + mail + "%' AND age > $1 ORDER BY id", [18]);`,
    benign: ['example', 'ORG', '_y@', ''],
    hostile: [`zz%' OR 'a' LIKE '`, `zz'; DELETE FROM users; --`],
  },
  {
    what: 'a date, limits and a range',
    text: `${pool} module.exports = ({ born, from, to, size }) => pool.query({ text: \`SELECT * FROM users WHERE born > '\${born}' AND age BETWEEN \${from} AND \${to} ORDER BY id LIMIT \${size} OFFSET 0\` });`,
    benign: [
      { born: '1980-01-01', from: 18, to: '40', size: '5' },
      { born: '1990-01-01', from: 0, to: 99, size: 1 },
    ],
    hostile: [
      { born: `2020-01-01' OR 1=1 --`, from: 1, to: 2, size: 9 },
      { born: '1980-01-01', from: '1', to: '2 OR 1=1', size: 9 },
    ],
  },
  {
    what: 'lists',
    text: `${pool} module.exports = ({ ids, names }) => pool.query(\`SELECT * FROM users WHERE id IN (\${ids.join(', ')}) OR name IN ('\${names.join("','")}') ORDER BY id\`);`,
    benign: [
      { ids: [1, 3], names: ['Cy'] },
      { ids: ['2'], names: ['Ann', 'Nobody'] },
    ],
    hostile: [
      { ids: ['0) OR (1=1'], names: ['x'] },
      { ids: [0], names: [`x') OR ('1'='1`] },
    ],
  },
  {
    what: 'a row',
    text: `${pool} module.exports = async (user) => { await pool.query("INSERT INTO users (id, name, age, born) VALUES (" + user.id + ", '" + user.name + "', " + user.age + ", '" + user.born + "')"); return pool.query('SELECT * FROM users WHERE id > 3'); };`,
    benign: [{ id: 4, name: 'Di', age: '20', born: '2001-02-03' }],
    hostile: [{ id: 5, name: `x', 1, '2000-01-01'); DELETE FROM users; --`, age: 'x', born: '2000-01-01' }],
  },
  {
    what: 'pg-promise, step by step',
    text: `const db = require('pg-promise')()(''); module.exports = (name) => { let sql = "SELECT * FROM users"; sql += " WHERE name = '" + name + "'"; sql += ' ORDER BY id'; return db.any(sql); };`,
    benign: ['Cy'],
    hostile: [INJECTED],
  },
  {
    what: 'TypeORM',
    text: `const { DataSource } = require('typeorm'); const db = new DataSource({}); module.exports = (name) => db.query(\`SELECT * FROM users WHERE lower(name) = '\${name}'\`);`,
    benign: ['cy'],
    hostile: [INJECTED],
    database: 'postgres',
  },
  {
    what: 'Knex',
    text: `const knex = require('knex')({}); module.exports = (name) => knex.raw(\`UPDATE users SET age = 1 WHERE name = '\${name}' AND id = ? RETURNING *\`, [1]);`,
    benign: ['Ann'],
    hostile: [INJECTED],
  },
];

const onSqlite: Case[] = [
  {
    what: 'sqlite3 with a callback',
    text: `const sqlite3 = require('sqlite3').verbose(); const db = new sqlite3.Database(''); module.exports = (name) => new Promise((resolve, reject) => db.all("SELECT * FROM users WHERE name = '" + name + "' OR mail LIKE '" + name + "%'", (error, rows) => (error ? reject(error) : resolve(rows))));`,
    benign: ['Ann', 'bo@', 5],
    hostile: [INJECTED, `' UNION SELECT 1, sql, 1, 1, 1 FROM sqlite_master --`],
  },
  {
    what: 'better-sqlite3 with a number',
    text: `const Database = require('better-sqlite3'); const db = new Database(''); module.exports = async ({ id, name }) => db.prepare(\`SELECT * FROM users WHERE id = \${id} AND name <> ? AND mail <> '\${name}' AND age > ?\`).all('x', 1);`,
    benign: [
      { id: 1, name: 'x' },
      { id: '3', name: 'x' },
    ],
    hostile: [
      { id: '1 OR 1=1', name: 'x' },
      { id: 9, name: `x' OR 1=1 OR '` },
    ],
  },
  {
    what: 'Sequelize with replacements',
    text: `const { Sequelize } = require('sequelize'); const sequelize = new Sequelize(''); module.exports = ({ name, age }) => sequelize.query(\`SELECT * FROM users WHERE name = '\${name}' AND age < \${age} AND id < :id\`, { replacements: { id: 3 } });`,
    benign: [{ name: 'Ann', age: 40 }],
    hostile: [
      { name: `${INJECTED}' --`, age: 1 },
      { name: 'Ann', age: '1 OR 1=1' },
    ],
  },
];

describe.each([
  ['PostgreSQL', postgres, onPostgres],
  ['SQLite', sqlite, onSqlite],
] as const)('On %s, a query with parameters', async (_, start, cases) => {
  const engine = await start();
  afterAll(engine.close);
  beforeEach(engine.reset);

  const answers = async (text: string, input: unknown) => {
    await engine.reset();
    const answer = await answerOf(text, engine.packages, input);
    return { answer, count: await engine.count() };
  };

  it.each(cases)('finds the same as before: $what', async ({ text, benign, database }) => {
    for (const input of benign) {
      const before = await answers(text, input);
      expect(before.answer).not.toBe('refused');
      expect(await answers(fixed(text, database), input)).toEqual(before);
    }
  });

  it.each(cases)('finds nothing for an attacker: $what', async ({ text, hostile, database }) => {
    for (const input of hostile) {
      const { answer, count } = await answers(fixed(text, database), input);
      expect(answer === 'refused' ? [] : answer).toEqual([]);
      expect(count).toBe(3);
    }
    // The first of them is one that the query fell for before.
    const before = await answers(text, hostile[0]);
    expect(before.count !== 3 || (before.answer !== 'refused' && before.answer.length > 0)).toBe(true);
  });
});
