import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { ask } from '../support/http';
import { MariaDb } from '../support/mariadb';
import { commit, tempered } from '../support/tempered';
import { install, type Installation } from '../templates/workshop';
import { writeFiles } from '../temporary';

const MODELS = `import { DataTypes, Sequelize } from 'sequelize';
export const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });
export const User = sequelize.define('User', {
  email: { type: DataTypes.STRING, unique: true },
  password: { type: DataTypes.STRING, allowNull: false },
});
`;

const app = (stored: string): string => `import { createHash } from 'node:crypto';
import express from 'express';
import { sequelize, User } from './models.js';

const md5 = (text) => createHash('md5').update(text).digest('hex');
const app = express();
app.use(express.json());
app.post('/register', async (req, res) => {
  const { email, password } = req.body;
  await User.create({ email, password: ${stored.replace('TYPED', 'password')} });
  res.sendStatus(201);
});
app.post('/login', async (req, res) => {
  const user = await User.findOne({ where: { email: req.body.email } });
  if (!user || user.password !== ${stored.replace('TYPED', 'req.body.password')}) return res.sendStatus(401);
  res.json({ id: user.id });
});
await sequelize.sync();
app.listen(3000);
`;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

let installation: Installation;
let database: MariaDb;
beforeAll(async () => {
  installation = await install(5, ['express', 'sequelize', 'mysql2', 'bcryptjs', 'bcrypt']);
  database = await MariaDb.start();
}, 240_000);
afterAll(async () => {
  await database.stop();
  await installation.remove();
});

describe.each([
  { name: 'MD5, now with bcryptjs', stored: 'md5(TYPED)', old: md5, library: 'bcryptjs', begins: /^\$2[ab]\$12\$/ },
  {
    name: 'plain text, now with bcrypt',
    stored: 'TYPED',
    old: String,
    library: 'bcrypt',
    begins: /^\$2[ab]\$12\$/,
  },
])('passwords that were stored as $name', ({ stored, old, library, begins }) => {
  let running: Running;
  let url: string;

  beforeAll(async () => {
    const { host, port, user } = database.settings;
    url = `mysql://${user}@${host}:${port}/${library}`;
    const admin = await createConnection(database.settings);
    await admin.query(`CREATE DATABASE ${library}`);
    await admin.end();
    const cwd = path.join(installation.folder, 'node_modules/.apps', library);
    const dependencies = {
      express: '*',
      sequelize: '*',
      mysql2: '*',
      ...(library === 'bcryptjs' ? {} : { [library]: '*' }),
    };
    const manifest = JSON.stringify({ type: 'module', main: 'app.js', dependencies });
    await writeFiles(cwd, { 'package.json': manifest, 'app.js': app(stored), 'models.js': MODELS });
    await commit(cwd, 'plain');
    const options = ['--yes', '--no-install', '--no-verify', '--only', 'passwords', '--fix', 'all'];
    const { code, stderr } = await tempered(options, cwd);
    expect(code, stderr).toBe(0);
    expect(await readFile(path.join(cwd, 'package.json'), 'utf8')).toContain(library);
    running = await boot(path.join(cwd, 'app.js'), { cwd, env: { DATABASE_URL: url } });
  }, 120_000);
  afterAll(() => running.stop());

  const post = async (to: string, email: string, password: unknown): Promise<number> =>
    (await ask(running.port, { method: 'POST', path: to, body: { email, password } })).status;
  const query = async (sql: string, values: string[]): Promise<{ password: string }[]> => {
    const connection = await createConnection(url);
    const [rows] = await connection.query(sql, values);
    await connection.end();
    return rows as { password: string }[];
  };
  const storedOf = async (email: string): Promise<string> =>
    (await query('SELECT password FROM Users WHERE email = ?', [email]))[0]!.password;

  it('still let their users in, and are renewed when they come', async () => {
    const insert = 'INSERT INTO Users (email, password, createdAt, updatedAt) VALUES (?, ?, NOW(), NOW())';
    await query(insert, ['old@example.com', old('tiger')]);
    expect(await post('/login', 'old@example.com', 'lion')).toBe(401);
    expect(await storedOf('old@example.com')).toBe(old('tiger'));
    expect(await post('/login', 'old@example.com', 'tiger')).toBe(200);
    const renewed = await storedOf('old@example.com');
    expect(renewed).toMatch(begins);
    expect(await post('/login', 'old@example.com', 'tiger')).toBe(200);
    expect(await post('/login', 'old@example.com', 'lion')).toBe(401);
    expect(await post('/login', 'old@example.com', renewed)).toBe(401);
    expect(await storedOf('old@example.com')).toBe(renewed);
  });

  it('are stored as slow hashes from the start for new users', async () => {
    expect(await post('/register', 'new@example.com', 'panther')).toBe(201);
    expect(await storedOf('new@example.com')).toMatch(begins);
    expect(await post('/login', 'new@example.com', 'panther')).toBe(200);
    expect(await post('/login', 'new@example.com', 'panthe')).toBe(401);
  });

  it('are refused where the user is not known, or no password is sent', async () => {
    expect(await post('/login', 'nobody@example.com', 'panther')).toBe(401);
    expect(await post('/login', 'new@example.com', { $ne: 1 })).toBe(401);
    expect(await post('/login', 'new@example.com', '')).toBe(401);
  });
});
