import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { type Answer, ask } from '../support/http';
import { commit, tempered } from '../support/tempered';
import { readFolder, writeFiles } from '../temporary';
import { install, type Installation } from '../templates/workshop';

const app = `const express = require('express');
const app = express();
app.set('views', __dirname + '/views');
app.set('view engine', 'ejs');
app.use(express.urlencoded({ extended: false }));

app.get('/', (req, res) => res.render('search', { query: req.query.q, items: [{ name: 'Tea' }, { name: req.query.q }] }));
app.get('/hello', (req, res) => {
  const { name } = req.query;
  res.send(\`<h1 title="\${name}">Hello \${name}</h1>\`);
});
app.get('/echo/:text', (req, res) => res.send('There is no ' + req.params.text));
app.get('/go', (req, res) => res.redirect(301, req.query.next || '/home'));
app.post('/login', (req, res) => res.redirect('/' + req.body.page));
app.get('/fail', (req, res) => {
  try {
    throw new Error('no such table: users');
  } catch (err) {
    const message = err.message;
    res.status(500).json({ message });
  }
});
app.listen(3000);
`;
const view = `<h1><%- query %></h1>
<ul>
<% for (const item of items) { -%>
  <li title="<%- item.name %>"><%- item.name %></li>
<% } -%>
</ul>
`;

const PAYLOAD = encodeURIComponent(`"'><script>alert(1)</script>`).replaceAll("'", '%27');
const EVIL = ['https://evil.example/', '//evil.example/', '/\\evil.example/', '/\t/evil.example', '/.//evil.example'];

describe.each([4, 5] as const)('pages and redirects of an app on Express %i', (major) => {
  let installation: Installation;
  let cwd: string;
  const running: Running[] = [];
  const answers = async (paths: string[]): Promise<Answer[]> => {
    const started = await boot(path.join(cwd, 'app.js'), { cwd });
    running.push(started);
    const found: Answer[] = [];
    for (const each of paths) found.push(await ask(started.port, { path: each }));
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const page of ['home', '/evil.example'])
      found.push(await ask(started.port, { method: 'POST', path: '/login', headers: form, body: `page=${page}` }));
    await started.stop();
    return found;
  };
  const benign = ['/?q=tea', '/hello?name=Ada', '/echo/cake', '/go?next=/orders%3Fpage=2', '/go'];
  const hostile = [`/?q=${PAYLOAD}`, `/hello?name=${PAYLOAD}`, `/echo/${PAYLOAD}`];
  const leading = EVIL.map((target) => `/go?next=${encodeURIComponent(target)}`);
  let before: Answer[];
  let after: Answer[];

  beforeAll(async () => {
    installation = await install(major, ['ejs']);
    cwd = path.join(installation.folder, 'pages');
    await writeFiles(cwd, {
      'app.js': app,
      'views/search.ejs': view,
      'package.json': JSON.stringify({ name: 'pages', dependencies: { express: `^${major}.0.0`, ejs: '*' } }),
      '.gitignore': 'node_modules\n',
    });
    await symlink(path.join(installation.folder, 'node_modules'), path.join(cwd, 'node_modules'));
    await commit(cwd, 'before');
    before = await answers([...benign, ...hostile, ...leading, '/fail']);
    const fixes = 'xss/reflected,xss/unescaped,redirects/open,errors/leak';
    const args = ['harden', '--yes', '--no-install', '--no-verify', '--only', 'xss,redirects,errors', '--fix', fixes];
    const { code, stderr } = await tempered(args, cwd);
    expect(code, stderr).toBe(0);
    after = await answers([...benign, ...hostile, ...leading, '/fail']);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()));
    await installation.remove();
  });

  it('answers who means well as before', () => {
    const shown = (all: Answer[]): unknown[] =>
      all
        .slice(0, benign.length)
        .map(({ status, headers, text }) => [status, headers.location, headers.location ? '' : text]);
    expect(shown(after)).toEqual(shown(before));
  });

  it('lets no markup into a page', () => {
    const pages = (all: Answer[]): string[] =>
      all.slice(benign.length, benign.length + hostile.length).map(({ text }) => text);
    for (const page of pages(before)) expect(page).toContain('<script>alert(1)</script>');
    for (const page of pages(after)) expect(page).not.toMatch(/<script|"'>/);
  });

  it('leads to no other site', () => {
    const from = benign.length + hostile.length;
    const places = (all: Answer[]): string[] =>
      [...all.slice(from, from + EVIL.length), all.at(-1)!].map(
        ({ headers }) => new URL(headers.location!, 'https://shop.example').host,
      );
    expect(places(before)).toContain('evil.example');
    expect(new Set(places(after))).toEqual(new Set(['shop.example']));
    expect(after.at(-2)!.headers.location).toBe('/home');
  });

  it('says nothing of what went wrong inside', () => {
    const [told, hidden] = [before, after].map((all) => all.at(-3)!);
    expect(told!.text).toContain('no such table');
    expect(hidden!.status).toBe(500);
    expect(hidden!.json()).toEqual({ message: 'Internal Server Error' });
  });

  it('has nothing left to mend', async () => {
    const hardened = await readFolder(cwd, ['.git', 'node_modules']);
    await commit(cwd, 'after');
    const { code, stderr } = await tempered(
      ['harden', '--yes', '--no-install', '--no-verify', '--fix', 'all', '--only', 'xss,redirects,errors'],
      cwd,
    );
    expect(code, stderr).toBe(0);
    expect(await readFolder(cwd, ['.git', 'node_modules'])).toEqual(hardened);
  });
});
