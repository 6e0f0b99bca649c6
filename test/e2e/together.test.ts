import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { git, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';

const FILES = {
  'package.json':
    '{ "name": "a", "main": "app.js", "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }\n',
  '.gitignore': 'node_modules\n.env\n',
  'app.js': `const express = require('express');
const jwt = require('jsonwebtoken');

const app = express();
const SECRET = 'k3yb0ard-cat-19';
app.get('/token', (req, res) => {
  res.json({ token: jwt.sign({ sub: 'a' }, SECRET) });
});
app.get('/me', (req, res) => {
  res.json(jwt.verify(req.headers.authorization, SECRET));
});
app.listen(3000);
`,
};
const OPTIONS = ['harden', '--yes', '--fix', 'all', '--no-install', '--no-verify', '--quiet'];

it('a key that moves to the environment still tells how its tokens are signed, and nothing is left for a second run', async () => {
  const root = await temporaryFolder(FILES);
  await git(root, 'init', '-q');
  await git(root, 'add', '-A');
  await git(root, 'commit', '-qm', 'first');
  expect((await tempered(OPTIONS, root)).code).toBe(0);
  const text = await readFile(join(root, 'app.js'), 'utf8');
  expect(text).toContain('const SECRET = process.env.APP_SECRET;');
  expect(text).toContain("SECRET, { algorithms: ['HS256'] }");
  await git(root, 'add', '-A');
  await git(root, 'commit', '-qm', 'second');
  const before = await readFolder(root);
  expect((await tempered(OPTIONS, root)).code).toBe(0);
  expect(await readFolder(root)).toEqual(before);
});
