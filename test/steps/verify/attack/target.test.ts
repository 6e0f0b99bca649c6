import { describe, expect, it } from 'vitest';
import { AppUnderTest } from '../../../../src/steps/verify/attack/app-under-test';
import { Clients } from '../../../../src/steps/verify/attack/clients';
import { look } from '../../../../src/steps/verify/attack/look';
import { safePaths } from '../../../../src/steps/verify/attack/safe-paths';
import { describeTarget } from '../../../../src/steps/verify/attack/target';
import type { ProbeAnswer, ProbeTarget } from '../../../../src/types/proof';
import { type Files, projectOf } from '../../../project/model/project';
import { serve } from '../server';

const app: Files = {
  'app.js': `
    const express = require('express');
    const path = require('node:path');
    const { z } = require('zod');
    const app = express();
    app.use('/assets', express.static(path.join(__dirname, 'public')));
    app.get('/', (req, res) => res.render('home'));
    app.get('/healthz', (req, res) => res.send('ok'));
    app.get('/api/items', (req, res) => res.json([]));
    app.get('/api/items/:id', (req, res) => res.json({}));
    app.get('/logout', (req, res) => res.redirect('/'));
    app.get('/files/*rest', (req, res) => res.send(''));
    app.post('/login', (req, res) => res.send(req.body.email + req.body.password));
    app.all('/anything', (req, res) => res.send('ok'));
    app.post('/orders/:id', (req, res) => { const order = z.object({ n: z.number() }).parse(req.body); res.json(order); });
    app.listen(3000);`,
  'public/.hidden': 'x',
  'public/index.html': '<p>',
  'public/css/site.css': 'p {}',
};

const surroundings = {
  settings: { home: 'https://app.example.com', allowed: null, foreign: 'https://evil.example' },
  required: ['JWT_SECRET'],
  canaries: ['canary'],
};

const answer = (path: string, status: number, type: string): ProbeAnswer => ({
  request: { path },
  status,
  headers: { 'content-type': type },
  text: '',
  elapsed: 1,
});

const targetOf = async (files: Files, looked: ProbeAnswer[] = []): Promise<ProbeTarget> =>
  describeTarget(await projectOf(files), surroundings, looked);

describe('what there is to attack', () => {
  it('are the routes with their parameters filled in, by what they are for', async () => {
    const { routes } = await targetOf(app);
    expect(routes.map(({ method, path, pattern }) => `${method} ${path} (${pattern})`)).toEqual([
      'GET / (/)',
      'GET /healthz (/healthz)',
      'GET /api/items (/api/items)',
      'GET /api/items/1 (/api/items/:id)',
      'GET /logout (/logout)',
      'POST /login (/login)',
      'POST /anything (/anything)',
      'POST /orders/1 (/orders/:id)',
    ]);
    expect(routes.filter(({ auth }) => auth).map(({ path, auth }) => [path, auth])).toEqual([['/login', 'login']]);
    expect(routes.filter(({ validated }) => validated).map(({ path }) => path)).toEqual(['/orders/1']);
    expect(routes.filter(({ leadsOn }) => leadsOn).map(({ path }) => path)).toEqual(['/logout']);
    expect(routes.find(({ path }) => path === '/login')?.reads.body.map(({ name }) => name)).toEqual([
      'email',
      'password',
    ]);
  });

  it('has the health checks of the app, and none of those that it has not', async () => {
    expect((await targetOf(app)).health).toEqual(['/healthz']);
  });

  it('is found by what it answered: a page, data, a file', async () => {
    const { home, page, data, file } = await targetOf(app, [
      answer('/', 302, 'text/html'),
      answer('/healthz', 200, 'text/html; charset=utf-8'),
      answer('/api/items/1', 404, 'application/json'),
      answer('/api/items', 200, 'application/json; charset=utf-8'),
      answer('/assets/css/site.css', 200, 'text/css'),
    ]);
    expect({ home, page, data, file }).toEqual({
      home: '/api/items',
      page: '/healthz',
      data: '/api/items',
      file: '/assets/css/site.css',
    });
  });

  it('has no page, data or file where nothing was answered well', async () => {
    const { home, page, data, file } = await targetOf(app, [answer('/', 404, 'text/html')]);
    expect({ home, page, data, file }).toEqual({ home: '/', page: null, data: null, file: null });
  });

  it('has another unknown path every time', async () => {
    const { unknown } = await targetOf(app);
    expect(unknown()).not.toBe(unknown());
  });
});

describe('looking at an app', () => {
  it('asks for what only reads: the root, routes without parameters first, a file, and nothing', async () => {
    expect(await safePaths(await projectOf(app))).toEqual([
      '/',
      '/healthz',
      '/api/items',
      '/api/items/1',
      '/assets/css/site.css',
      '/tempered-looks-for-nothing',
    ]);
  });

  it('asks for no more than a dozen', async () => {
    const routes = Array.from({ length: 30 }, (_, at) => `app.get('/page${at}', (req, res) => res.send(''));`);
    const text = `const app = require('express')();\n${routes.join('\n')}\napp.listen(3000);`;
    const paths = await safePaths(await projectOf({ 'app.js': text }));
    expect(paths).toHaveLength(12);
    expect(paths.at(-1)).toBe('/tempered-looks-for-nothing');
  });

  it.each([
    ["express.static('public')", '/css/site.css'],
    ['express.static(`${__dirname}/public`)', '/css/site.css'],
    ["express.static(require('path').resolve('public', 'css'))", '/site.css'],
    ["express.static('nowhere')", null],
    ["express.static('../other')", null],
    ['express.static(process.env.FOLDER)', null],
  ])('finds a file of %s', async (folder, path) => {
    const text = `const express = require('express'); const app = express(); app.use(${folder}); app.listen(3000);`;
    const paths = await safePaths(await projectOf({ ...app, 'app.js': text }));
    expect(paths).toEqual(['/', ...(path === null ? [] : [path]), '/tempered-looks-for-nothing']);
  });

  it('sends the requests as the proxy in front does, and keeps their order', async () => {
    const port = await serve((request, response) =>
      setTimeout(
        () => response.end(`${request.url} ${request.headers['x-forwarded-proto']}`),
        request.url === '/' ? 50 : 0,
      ),
    );
    const running = { origin: { port, tls: false }, running: null };
    const app = new AppUnderTest(running, async () => null, new Clients(false, 'app.example.com'));
    const looked = await look(app, ['/', '/a']);
    expect(looked.map(({ text }) => text)).toEqual(['/ https', '/a https']);
  });
});
