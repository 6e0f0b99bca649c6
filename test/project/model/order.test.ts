import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/types';
import { label, projectOf } from './project';

/** The chain as it runs: packages, names of functions, and routes. */
function chain(project: Project): string[] {
  const middleware = project.middleware.map(({ order, from, argument }) => ({
    order,
    text: from.map(({ name }) => name).join('+') || ('name' in argument ? String(argument.name) : '?'),
  }));
  const routes = project.routes.map((route) => ({ order: route.order, text: label(route) }));
  return [...middleware, ...routes].sort((a, b) => a.order - b.order).map(({ text }) => text);
}

describe('the chain in order of execution', () => {
  it('is that of the source in one file, chained calls too', async () => {
    const project = await projectOf({
      'app.js': `const app = require('express')();
        app.use(require('helmet')()).use(require('cors')()).get('/a', h).use(logger).post('/b', h);
        app.use(require('morgan')('dev'));
        app.listen(1);`,
    });
    expect(chain(project)).toEqual(['helmet', 'cors', 'GET /a', 'logger', 'POST /b', 'morgan']);
  });

  it('follows functions to where they are called', async () => {
    const project = await projectOf({
      'app.js': `const app = require('express')();
        function routes() { app.get('/a', h); }
        function security() { app.use(require('helmet')()); }
        security();
        app.use(first);
        routes();
        app.use(last);
        app.listen(1);`,
    });
    expect(chain(project)).toEqual(['helmet', 'first', 'GET /a', 'last']);
  });

  it('follows the app through files and methods', async () => {
    const project = await projectOf({
      'server.ts': `import { App } from './app';\nimport { routes } from './routes';\nnew App([routes]).listen();`,
      'app.ts': `import express from 'express';
        import { secure } from './secure';
        export class App {
          app = express();
          constructor(all: any[]) { this.before(); this.routes(all); this.after(); }
          private after() { this.app.use(onError); }
          private routes(all: any[]) { all.forEach((route) => { this.app.use('/api', route); }); }
          private before() { secure(this.app); this.app.use(express.json()); }
          listen() { this.app.listen(1); }
        }`,
      'secure.ts': `import helmet from 'helmet';\nexport const secure = (app: any) => { app.use(helmet()); };`,
      'routes.ts': `import { Router } from 'express';\nexport const routes = Router();\nroutes.get('/a', h);\nroutes.use(inner);`,
    });
    expect(chain(project)).toEqual(['helmet', 'express#json', 'GET /api/a', 'inner', 'onError']);
  });

  it('puts what a router holds where the router is mounted, not where its file is loaded', async () => {
    const project = await projectOf({
      'app.js': `const app = require('express')();
        const users = require('./users');
        app.use('/users', limiter, users);
        app.get('/late', h);
        app.listen(1);`,
      'users.js': `const router = require('express').Router(), inner = require('express').Router();
        inner.post('/login', h);
        router.use(check);
        router.use('/auth', inner);
        router.get('/', h);
        module.exports = router;`,
    });
    expect(chain(project)).toEqual(['limiter', 'check', 'POST /users/auth/login', 'GET /users', 'GET /late']);
  });

  it('tells paths, packages and the app from routers', async () => {
    const project = await projectOf({
      'app.js': `const express = require('express'), app = express(), api = express.Router();
        const BASE = '/api';
        app.use('/static', express.static('public'));
        app.use(BASE, api);
        api.use('/v1', cors(), [express.json(), audit]);
        app.listen(1);
        const { default: cors } = require('cors');`,
    });
    expect(project.middleware.map(({ path, onApp, from }) => [path, onApp, from.map(({ name }) => name)])).toEqual([
      ['/static', true, ['express#static']],
      ['/api/v1', false, ['cors']],
      ['/api/v1', false, ['express#json']],
    ]);
  });

  it('sees packages through names, conditions and functions of the project', async () => {
    const project = await projectOf({
      'app.js': `const app = require('express')();
        const headers = require('helmet')({});
        const { limiter, limit } = require('./limits');
        app.use(headers);
        app.use(production && require('compression')());
        app.use(limiter);
        app.use(limit(5));
        ['hpp', 'x'].length && [require('hpp')(), headers].forEach((one) => app.use(one));
        app.listen(1);`,
      'limits.js': `const rateLimit = require('express-rate-limit');
        exports.limiter = rateLimit({ limit: 5 });
        exports.limit = (limit) => rateLimit({ limit });`,
    });
    expect(chain(project)).toEqual([
      'helmet',
      'compression',
      'express-rate-limit',
      'express-rate-limit',
      'hpp',
      'helmet',
    ]);
  });
});

describe('an error handler', () => {
  it.each([
    ['has four parameters', '(err, req, res, next) => { res.status(500).end(); }', true],
    ['may stand in a variable', 'onError', true],
    ['may be made by a function', 'makeHandler()', true],
    ['may come from a package', "require('errorhandler')()", true],
    ['does not only log', '(err, req, res, next) => { console.error(err); next(err); }', false],
    ['is no middleware with three', '(req, res, next) => { res.end(); }', false],
  ])('%s', async (_name, handler, expected) => {
    const project = await projectOf({
      'app.js': `const app = require('express')();
        const onError = function (err, req, res, next) { res.end(); };
        const makeHandler = () => (err, req, res, next) => res.send('no');
        app.use(${handler});\napp.listen(1);`,
    });
    expect(project.middleware.map(({ errorHandler }) => errorHandler)).toEqual([expected]);
  });
});
