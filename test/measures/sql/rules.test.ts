import { describe, expect, it } from 'vitest';
import { findingsOf, linesOf } from '../rules';
import type { Files } from '../../project/model/project';

const VALUE = 'sql/interpolated-value';
const NAME = 'sql/interpolated-name';
const pg = `const { Pool } = require('pg'); const pool = new Pool();`;
const inHandler = (text: string): string => `${pg}\napp.get('/', async (req, res) => {\n${text}\n});`;
/** The lines of a handler's body in which a rule finds something. */
const within = async (rule: string, text: string, more: Files = {}): Promise<number[]> =>
  (await linesOf(rule, inHandler(text), more)).map((line) => line - 2);

describe('A value in the text of a query', () => {
  const shapes: [string, string, number[]][] = [
    ['a template', 'pool.query(`SELECT * FROM a WHERE b = ${req.query.b}`);', [1]],
    [
      'a sum in a variable',
      `const b = req.query.b;\nvar sql = "SELECT * FROM a WHERE b = '" + b + "'";\nawait pool.query(sql);`,
      [2],
    ],
    [
      'what is appended',
      `let sql = 'SELECT * FROM a WHERE 1 = 1';\nif (req.query.b)\n  sql += " AND b = '" + req.query.b + "'";\npool.query(sql);`,
      [3],
    ],
    [
      'a list that is joined',
      `const parts = ['a = 1'];\nparts.push(\`b = '\${req.query.b}'\`);\npool.query('SELECT * FROM a WHERE ' + parts.join(' AND '));`,
      [2],
    ],
    [
      'a function that returns the text',
      `const text = (b) => \`SELECT * FROM a WHERE b = '\${b}'\`;\npool.query(text(req.query.b));`,
      [1],
    ],
    [
      'a branch of a condition',
      "pool.query(`SELECT * FROM a ${req.query.b ? `WHERE b = '${req.query.b}'` : ''}`);",
      [1],
    ],
    [
      'concat and format',
      `pool.query('SELECT * FROM a WHERE b = '.concat(req.query.b));\npool.query(require('util').format("SELECT * FROM a WHERE b = '%s'", req.query.b));`,
      [1, 2],
    ],
    [
      'a query object of its own',
      `const query = { text: 'SELECT * FROM a WHERE b = ' + req.query.b };\npool.query(query);`,
      [1],
    ],
    [
      'a name that says query, of what is not known',
      `require('./db').runQuery("DELETE FROM a WHERE b = '" + req.query.b + "'");`,
      [1],
    ],
  ];
  it.each(shapes)('is found in %s', async (_, text, lines) => expect(await within(VALUE, text)).toEqual(lines));

  const safe: [string, string][] = [
    ['parameters', `pool.query('SELECT * FROM a WHERE b LIKE $1', [\`%\${req.query.b}%\`]);`],
    [
      'numbers',
      'pool.query(`SELECT * FROM a WHERE b = ${Number(req.query.b)} AND c IN (${req.body.ids.map(Number).join()})`);',
    ],
    [
      'placeholders',
      "const marks = req.body.ids.map((id, index) => `$${index + 1}`);\npool.query(`SELECT * FROM a WHERE b IN (${marks.join(', ')})`, req.body.ids);",
    ],
    [
      'clauses of placeholders',
      "const values = []; const where = [];\nif (req.query.b) { values.push(req.query.b); where.push(`b = $${values.length}`); }\npool.query(`SELECT * FROM a WHERE ${where.join(' AND ')}`, values);",
    ],
    ['what is escaped', `pool.query('SELECT * FROM a WHERE b = ' + pool.escapeLiteral(req.query.b));`],
    [
      'what is printed',
      `console.log(\`SELECT * FROM a WHERE b = \${req.query.b}\`); throw new Error(\`Select \${req.query.b} from the list\`);`,
    ],
    [
      'what is no SQL',
      'cache.get(`Select ${req.query.b}`); axios.get(`/select/${req.query.b}`); res.query(`update ${req.query.b}`);',
    ],
    ['tagged templates', 'prisma.$queryRaw`SELECT * FROM a WHERE b = ${req.query.b}`; sql`SELECT ${req.query.b}`;'],
  ];
  it.each(safe)('is none: %s', async (_, text) => {
    expect(await within(VALUE, text)).toEqual([]);
    expect(await within(NAME, text)).toEqual([]);
  });

  it('weighs what it comes from', async () => {
    const [sent, argument, other] = await findingsOf(VALUE, {
      'app.js': `const express = require('express'); const app = express();\n${pg}
app.get('/', (req) => pool.query(\`SELECT * FROM a WHERE b = '\${req.query.b}'\`));
exports.find = (b) => pool.query(\`SELECT * FROM a WHERE b = '\${b}'\`);
exports.next = async () => { const row = await pool.query('SELECT 1'); return pool.query(\`SELECT * FROM a WHERE b = '\${row.b}'\`); };
app.listen(3000);\n`,
    });
    expect([sent, argument, other].map((finding) => finding?.severity)).toEqual(['critical', 'high', 'medium']);
  });

  it('is mended with what other files say: the driver, the wrapper, the constants', async () => {
    const found = await findingsOf(VALUE, {
      'app.js': `const express = require('express'); const app = express(); require('./users'); app.listen(3000);\n`,
      'users.js': `const db = require('./db'); const { TABLE } = require('./names');
exports.one = (name) => db.query(\`SELECT * FROM \${TABLE} WHERE name = '\${name}'\`);
exports.two = (name) => db.run("SELECT * FROM users WHERE name = '" + name + "'");
exports.three = (name) => db.other("SELECT * FROM users WHERE name = '" + name + "'");\n`,
      'names.js': `exports.TABLE = 'users';\n`,
      'db.js': `const mysql = require('mysql2/promise'); const pool = mysql.createPool({});
module.exports = {
  query: (text, values) => pool.query(text, values),
  run: async (sql, params = []) => { const [rows] = await pool.execute(sql, params); return rows; },
  other: (sql) => pool.query(sql),
};\n`,
    });
    expect(found.map(({ line, fix }) => [line, fix])).toEqual([
      [2, 'automatic'],
      [3, 'automatic'],
      [4, 'manual'],
    ]);
  });
});

describe('A receiver', () => {
  it.each([
    [
      'a field with a type',
      `import { DataSource } from 'typeorm';\nexport class A { constructor(private readonly db: DataSource) {} find(b: string) { return this.db.query(\`SELECT * FROM a WHERE b = '\${b}'\`); } }`,
    ],
    [
      'a type that is imported as one',
      `import type { Knex } from 'knex';\nexport const find = (db: Knex, b: string) => db.raw(\`SELECT * FROM a WHERE b = '\${b}'\`);`,
    ],
    [
      'what a callback is given',
      `import pg from 'pg';\nconst pool = new pg.Pool();\nexport const find = (b: string) => pool.connect((error, client) => client.query(\`SELECT * FROM a WHERE b = '\${b}'\`));`,
    ],
    [
      'a class of its own',
      `import { PrismaClient } from '@prisma/client';\nclass Prisma extends PrismaClient {}\nexport class A { constructor(private db: Prisma) {} find(b: string) { return this.db.$queryRawUnsafe(\`SELECT * FROM a WHERE b LIKE '\${b}'\`); } }`,
    ],
    [
      'a name that is assigned twice',
      `import mysql from 'mysql';\nlet db = mysql.createConnection({});\nexport const again = () => { db = mysql.createConnection({}); };\nexport const find = (b: string) => db.query(\`SELECT * FROM a WHERE b = '\${b}'\`);`,
    ],
  ])('is known by %s', async (_, text) => {
    const found = await findingsOf(VALUE, {
      'package.json': JSON.stringify({ name: 'shop', dependencies: { express: '^5.0.0', pg: '^8.0.0' } }),
      'app.js': `const express = require('express'); const app = express(); require('./a'); app.listen(3000);\n`,
      'a.ts': text,
    });
    expect(found.map(({ fix }) => fix)).toEqual(['automatic']);
  });
});

describe('Names', () => {
  it('are found where clients choose them, and weigh little where callers do', async () => {
    const found = await findingsOf(NAME, {
      'app.js': `const express = require('express'); const app = express(); ${pg}
app.get('/', (req) => pool.query('SELECT * FROM a ORDER BY ' + req.query.sort));
exports.empty = (table) => pool.query(\`DELETE FROM \${table}\`);
app.listen(3000);\n`,
    });
    expect(found.map(({ line, severity, fix }) => [line, severity, fix])).toEqual([
      [2, 'critical', 'manual'],
      [3, 'low', 'manual'],
    ]);
  });

  it('are none of migrations', async () => {
    const found = await findingsOf(NAME, {
      'app.js': `const express = require('express'); const app = express(); require('./migrations/one'); app.listen(3000);\n`,
      'migrations/one.js': `exports.down = (knex, table) => knex.raw(\`DROP TABLE "\${table}"\`);\n`,
    });
    expect(found).toEqual([]);
  });
});
