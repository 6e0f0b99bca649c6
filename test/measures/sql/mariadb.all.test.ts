import mysql from 'mysql2';
import promises from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MariaDb } from '../../support/mariadb';
import { type Row, SCHEMA } from './engines';
import { answerOf, fixed } from './run-fixed';

const INJECTED = `' OR '1'='1`;
const callback = `const db = require('mysql2').createConnection(require('settings'));`;
const promised = `const db = require('mysql2/promise').createPool(require('settings'));`;
const closing = (query: string): string =>
  `module.exports = (input) => new Promise((resolve, reject) => db.connect(() => ${query}));`;
const done = `(error, rows) => { db.end(); if (error) reject(error); else resolve(rows); }`;
const ended = (query: string): string =>
  `module.exports = async (input) => { try { const [rows] = await ${query}; return rows; } finally { await db.end(); } };`;

const cases: { what: string; text: string; benign: unknown[]; hostile: unknown[] }[] = [
  {
    what: 'a text between quotes, with a callback',
    text: `${callback} ${closing(`db.query("SELECT * FROM users WHERE name = '" + input + "'", ${done})`)}`,
    benign: ['Ann', 'ann', '', 5],
    hostile: [INJECTED, `\\' OR 1=1 -- `, { name: 1 }, ['x', INJECTED]],
  },
  {
    what: 'values beside bound ones, in double quotes',
    text: `${callback} ${closing(`db.query('SELECT * FROM users WHERE age > ' + input.age + ' AND mail <> ? AND name = "' + input.name + '" AND id < ?', ['x', 9], ${done})`)}`,
    benign: [
      { age: 18, name: 'Ann' },
      { age: '30', name: 'Ann' },
    ],
    hostile: [
      { age: 1, name: '" OR 1=1 OR "' },
      { age: '99 OR 1=1', name: 'x' },
    ],
  },
  {
    what: 'a pattern and a page',
    text: `${promised} ${ended("db.query(`SELECT * FROM users WHERE mail LIKE '%${input.text}' ORDER BY id LIMIT ${input.from}, ${input.size}`)")}`,
    benign: [
      { text: '.com', from: '0', size: '1' },
      { text: '', from: 1, size: 5 },
    ],
    hostile: [
      { text: `x' OR 1=1 OR '`, from: 0, size: 9 },
      { text: 'x', from: '0', size: '1 UNION SELECT 1,2,3,4,5' },
    ],
  },
  {
    what: 'lists',
    text: `${promised} ${ended("db.query(`SELECT * FROM users WHERE id IN (${input.ids.join(',')}) OR name IN ('${input.names.join(\"','\")}') ORDER BY id`)")}`,
    benign: [{ ids: [1, '3'], names: ['Cy', 'x'] }],
    hostile: [
      { ids: ['0) OR (1=1'], names: ['x'] },
      { ids: [0], names: [`x') OR ('1'='1`] },
    ],
  },
  {
    what: 'a prepared statement',
    text: `${promised} ${ended("db.execute(`SELECT * FROM users WHERE name = '${input.name}' AND id = ${input.id}`)")}`,
    benign: [
      { name: 'Ann', id: 1 },
      { name: 'Ann', id: '1' },
    ],
    hostile: [{ name: `${INJECTED}`, id: '1 OR 1=1' }],
  },
  {
    what: 'what a client sends in JSON',
    text: `${promised} ${ended('db.query(`SELECT * FROM users WHERE id = ${req.body.id}`)').replace('(input)', '(req)')}`,
    benign: [{ body: { id: 2 } }, { body: { id: '2' } }],
    hostile: [{ body: { id: '0 OR 1=1' } }, { body: { id: { id: 1 } } }, { body: { id: [0, '0 OR 1=1'] } }],
  },
];

describe('On MariaDB, a query with parameters', () => {
  let server: MariaDb;
  beforeAll(async () => {
    server = await MariaDb.start();
    const connection = await promises.createConnection({ ...server.settings, multipleStatements: true });
    await connection.query(SCHEMA);
    await connection.end();
  }, 60_000);
  afterAll(() => server.stop());

  const answer = async (text: string, input: unknown) => {
    const found = await answerOf(text, { mysql2: mysql, 'mysql2/promise': promises, settings: server.settings }, input);
    return found === 'refused' ? found : (JSON.parse(JSON.stringify(found)) as Row[]);
  };

  it.each(cases)('finds the same as before: $what', async ({ text, benign }) => {
    for (const input of benign) {
      const before = await answer(text, input);
      expect(before).not.toBe('refused');
      expect(await answer(fixed(text), input)).toEqual(before);
    }
  });

  it.each(cases)('finds nothing for an attacker: $what', async ({ text, hostile }) => {
    for (const input of hostile) {
      const found = await answer(fixed(text), input);
      expect(found === 'refused' ? [] : found).toEqual([]);
    }
    // The first of them is one that the query fell for before.
    const before = await answer(text, hostile[0]);
    expect(before !== 'refused' && before.length > 0).toBe(true);
  });
});
