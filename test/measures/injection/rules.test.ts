import { describe, expect, it } from 'vitest';
import { manifest } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

/** The manifest of an app with one more package. */
const using = (name: string, version: string) => ({
  'package.json': manifest({ dependencies: { express: '^5.0.0', [name]: version } }),
});

describe('injection/prototype', () => {
  const text = `const _ = require('lodash');
app.post('/', (req, res) => res.json(_.merge({ icon: 'none' }, req.body.message)));
app.post('/own', (req, res) => res.json(_.merge({ icon: 'none' }, defaults)));`;

  it.each([
    ['4.17.4', [2]],
    ['~4.17.11', [2]],
    ['^4.17.21', []],
    ['*', []],
  ])('knows which version of lodash merges safely: %s', async (version, lines) => {
    expect(await linesOf('injection/prototype', text, using('lodash', version))).toEqual(lines);
  });
});

describe('injection/deserialization', () => {
  const text = `const yaml = require('js-yaml');
app.post('/', (req, res) => res.json(yaml.load(req.body.text)));
app.post('/json', (req, res) => res.json(yaml.load(req.body.text, { schema: yaml.JSON_SCHEMA })));
app.post('/file', (req, res) => res.json(yaml.load(read('file'))));`;

  it.each([
    ['^3.13.1', [2]],
    ['^4.1.0', []],
  ])('knows which version of js-yaml makes functions: %s', async (version, lines) => {
    expect(await linesOf('injection/deserialization', text, using('js-yaml', version))).toEqual(lines);
  });
});

describe('injection/command', () => {
  const run = "const { exec } = require('child_process');";

  it('is one step lower where the text comes from whoever calls the function', async () => {
    const files = {
      'app.js': `const express = require('express');\nrequire('./tools');\nexpress().listen(3000);\n`,
      'tools.js': `${run}\nexports.archive = (name) => exec(\`tar -c \${name}\`);\nexports.run = (command) => exec(command);\n`,
    };
    const findings = await findingsOf('injection/command', files);
    expect(findings.map(({ line, severity }) => [line, severity])).toEqual([[2, 'medium']]);
  });

  it('is not about scripts that no request reaches', async () => {
    const files = {
      'app.js': `const express = require('express');\nexpress().listen(3000);\n`,
      'scripts/release.js': `${run}\nexports.tag = (name) => exec(\`git tag \${name}\`);\n`,
    };
    expect(await findingsOf('injection/command', files)).toEqual([]);
  });

  it('is reported at the text, where that stands apart from the call', async () => {
    const text = `${run}
app.get('/', (req, res) => {
  const command = 'ping ' + req.query.host;
  log(command);

  exec(command, (error, stdout) => res.send(stdout));
});`;
    expect(await linesOf('injection/command', text)).toEqual([3]);
  });
});

describe('injection/request-address', () => {
  it('is about hosts that a client chooses, and not about paths behind one', async () => {
    const text = `const axios = require('axios');
app.get('/a', async (req, res) => res.json(await axios({ url: req.query.url })));
app.get('/b', async (req, res) => res.json(await axios.get('http://' + req.query.host + '/x')));
app.get('/c', async (req, res) => res.json(await axios.get('http://api' + req.url)));
app.get('/d', async (req, res) => res.json(await axios.get(\`\${BASE}/users/\${req.params.id}\`)));
app.get('/e', async (req, res) => res.json(await axios.post('https://api.example.com/x', req.body)));
app.get('/f', async (req, res) => res.json(await axios.get(\`https://\${req.params.shop}.example.com/x\`)));
app.get('/g', async (req, res) => {
  if (!isAllowedUrl(req.query.url)) return res.sendStatus(400);
  res.json(await axios.get(req.query.url));
});
app.get('/h', async (req, res) => {
  const url = encodeURI(\`https://api.example.com/\${req.params.id}/x\`);
  res.json(await axios.get(url));
});
app.get('/i', async (req, res) => res.json(await axios.get(encodeURI('http://' + req.query.host))));
app.get('/j', (req, res) => {
  const web = req.query.url.startsWith('https') ? require('https') : require('http');
  web.get(req.query.url, (answer) => answer.pipe(res));
});`;
    expect(await linesOf('injection/request-address', text)).toEqual([2, 3, 7, 16, 19]);
  });
});

describe('injection/pattern-from-request', () => {
  it('is about patterns of MongoDB as well, once each', async () => {
    const text = `app.get('/a', async (req, res) => res.json(await users.find({ name: { $regex: req.query.name } })));
app.get('/b', async (req, res) => res.json(await users.find({ name: { $regex: new RegExp(req.query.name) } })));
app.get('/c', async (req, res) => res.json(await users.find({ name: { $regex: escapeRegExp(req.query.name) } })));
app.get('/d', async (req, res) => res.json(await users.find({ name: { $regex: '^a' } })));`;
    expect(await linesOf('injection/pattern-from-request', text)).toEqual([1, 2]);
  });
});

describe('injection/path', () => {
  it('weighs less of views behind a text', async () => {
    const text = `app.get('/a', (req, res) => res.render(req.query.page));
app.get('/b', (req, res) => res.render(\`pages/\${req.query.page}\`));
app.get('/c', (req, res) => res.render('pages/home', { page: req.query.page }));`;
    const found = await findingsOf('injection/path', app(text));
    expect(found.map(({ line, severity }) => [line, severity])).toEqual([
      [3, 'medium'],
      [4, 'low'],
    ]);
  });

  it('follows what the functions of Node.js pass on, however they are imported', async () => {
    const text = `const fs = require('fs'); const { join } = require('node:path'); const p = require('path'); const { format: f } = require('util');
app.get('/a', (req, res) => fs.readFile(join('files', req.query.user, 'x.txt'), send));
app.get('/b', (req, res) => { const file = p.join('files', \`\${req.params.user}.txt\`); fs.unlinkSync(file); });
app.get('/c', (req, res) => fs.readFile(f('files/%s', req.query.user), send));
app.get('/d', (req, res) => fs.readFile(p.posix.resolve('files', req.query.user), send));
app.get('/e', (req, res) => { var user = 'a'; var user = req.query.user; fs.readFile('files/' + user, send); });
app.get('/f', (req, res) => fs.readFile(join('files', 'x.txt'), send));
app.get('/g', (req, res) => fs.readFile(join('files', path.basename(req.query.user)), send));`;
    expect(await linesOf('injection/path', text)).toEqual([2, 3, 4, 5, 6]);
  });

  it('takes the ways in which apps hold a path within a folder for what they are', async () => {
    const text = `const fs = require('fs'); const path = require('path');
app.get('/a', (req, res) => { if (req.query.f.includes('..')) return res.end(); fs.readFile('x/' + req.query.f, send); });
app.get('/b', (req, res) => {
  const file = path.join(ROOT, req.query.f);
  const inside = path.relative(ROOT, file);
  if (inside.startsWith('..')) return res.end();
  res.sendFile(file);
});
app.get('/c', (req, res) => { const f = req.query.f.replace(/[^a-z0-9]/g, ''); fs.readFile('x/' + f, send); });
app.get('/d', (req, res) => { const f = path.join(ROOT, req.query.f); fs.readFile(f, send); });
app.get('/e', (req, res) => { fs.readFile(FILES[req.query.f], send); });
app.get('/f', (req, res) => { fs.writeFile(path.join(ROOT, 'all.log'), req.body.text, done); });
app.get('/h', (req, res) => { const f = path.normalize(req.query.f).replace(/^(\\.\\.(\\/|$))+/, ''); fs.readFile(path.join(ROOT, f), send); });
app.get('/i', (req, res) => { if (!isUuid(req.params.id)) return res.end(); fs.readFile('x/' + req.params.id, send); });
app.get('/g', (req, res) => { if (req.query.f.startsWith('/')) return res.end(); fs.readFile(req.query.f, send); });`;
    expect(await linesOf('injection/path', text)).toEqual([10, 15]);
  });

  it('takes what was checked before a callback or a function of the file gets it for held, and nothing beside it', async () => {
    const text = `const fs = require('fs'); const path = require('path');
function routes(app) {
  app.get('/a', (req, res) => {
    const file = path.join(ROOT, req.url);
    if (!file.startsWith(ROOT)) return res.end();
    fs.stat(file, () => fs.readFile(file, send));
  });
  app.get('/b', (req, res) => { const file = path.join(ROOT, req.url); fs.readFile(file, send); });
}
app.get('/c', (req, res) => {
  const file = path.join(ROOT, req.query.dir);
  if (!isPathInside(ROOT, file)) return res.end();
  list(file);
});
function list(folder) { return fs.readdir(folder, send); }
app.get('/d', (req, res) => { const name = sanitizePath(req.query.f); show(name); });
function show(name) { return fs.readFile(path.resolve(ROOT, name), send); }
app.get('/e', (req, res) => { open(req.query.f); });
function open(name) { return fs.readFile(path.resolve(ROOT, name), send); }
routes(app);`;
    expect(await linesOf('injection/path', text)).toEqual([8, 19]);
  });
});
