import { describe, expect, it } from 'vitest';
import { type Files, labels, manifest, projectOf } from './project';

const listens = '\napp.listen(3000);\n';

/** File, name and routes of the app; each project has `/x` on it. */
async function appOf(files: Files): Promise<[file: string, name: string | null, routes: string[]]> {
  const project = await projectOf(files);
  return [project.app.file, project.app.name, labels(project)];
}

describe('the app is found', () => {
  it.each<[string, Files, string, string | null]>([
    ['as a variable', { 'app.js': "const app = require('express')();\napp.get('/x', h);" + listens }, 'app.js', 'app'],
    [
      'as an import under another name',
      { 'app.mjs': "import e from 'express';\nconst server = e();\nserver.get('/x', h);\nserver.listen(1);" },
      'app.mjs',
      'server',
    ],
    [
      'through a namespace',
      { 'app.ts': "import * as express from 'express';\nconst app = express();\napp.get('/x', h);" + listens },
      'app.ts',
      'app',
    ],
    [
      'through import =',
      { 'app.ts': "import express = require('express');\nconst app = express();\napp.get('/x', h);" + listens },
      'app.ts',
      'app',
    ],
    [
      'in a list of declarations',
      {
        'app.js':
          "var express = require('express'),\n  http = require('http'),\n  app = express();\napp.get('/x', h);" +
          listens,
      },
      'app.js',
      'app',
    ],
    [
      'as an undeclared global',
      { 'app.js': "express = require('express');\napp = express();\napp.get('/x', h);" + listens },
      'app.js',
      'app',
    ],
    [
      'as an export that has a name',
      { 'app.js': "var app = module.exports = require('express')();\napp.get('/x', h);" + listens },
      'app.js',
      'app',
    ],
    [
      'as an export without a name',
      {
        'index.js': "const app = require('./app');\napp.get('/x', h);" + listens,
        'app.js': "module.exports = require('express')();",
      },
      'app.js',
      'module.exports',
    ],
    [
      'as an exported chain',
      {
        'index.js': "require('./app').listen(1);",
        'app.js': "module.exports = require('express')().use(a).get('/x', h).use(b);",
      },
      'app.js',
      'module.exports',
    ],
    [
      'as a default export',
      {
        'index.mjs': "import app from './app.mjs';\napp.get('/x', h);" + listens,
        'app.mjs': "import express from 'express';\nexport default express();",
      },
      'app.mjs',
      null,
    ],
    [
      'as a named export that is exported on',
      {
        'index.ts': "import { app } from './lib';\napp.get('/x', h);" + listens,
        'lib/index.ts': "export * from './app';",
        'lib/app.ts': "import express from 'express';\nexport const app = express();",
      },
      'lib/app.ts',
      'app',
    ],
    [
      'exported under another name',
      {
        'index.ts': "import { server as s } from './lib';\ns.get('/x', h);\ns.listen(1);",
        'lib.ts': "export { app as server } from './app';",
        'app.ts': "import express from 'express';\nconst app = express();\nexport { app };",
      },
      'app.ts',
      'app',
    ],
    ['in a chained use', { 'app.js': "require('express')().use(a).get('/x', h).listen(3000);" }, 'app.js', null],
    [
      'declared first and made later',
      { 'app.js': "let app;\napp = require('express')();\napp.get('/x', h);" + listens },
      'app.js',
      'app',
    ],
    [
      'typed',
      {
        'app.ts':
          "import express, { Express } from 'express';\nconst app: Express = express() as Express;\napp.get('/x', h);" +
          listens,
      },
      'app.ts',
      'app',
    ],
  ])('%s', async (_name, files, file, name) => {
    expect(await appOf(files)).toEqual([file, name, ['GET /x']]);
  });

  it.each<[string, string]>([
    [
      'a callback',
      "connect(url, function (error, db) {\n  const app = require('express')();\n  app.get('/x', h);\n  app.listen(1);\n});",
    ],
    [
      'a promise',
      "connect().then(() => {\n  const app = require('express')();\n  app.get('/x', h);\n  app.listen(1);\n});",
    ],
    [
      'an async function that runs at once',
      "(async () => {\n  const app = require('express')();\n  app.get('/x', h);\n  app.listen(1);\n})();",
    ],
    [
      'a function',
      "function main() {\n  const app = require('express')();\n  app.get('/x', h);\n  app.listen(1);\n}\nmain();",
    ],
    [
      'a block',
      "if (require.main === module) {\n  const app = require('express')();\n  app.get('/x', h);\n  app.listen(1);\n}",
    ],
  ])('inside %s', async (_name, text) => {
    expect(await appOf({ 'app.js': text })).toEqual(['app.js', 'app', ['GET /x']]);
  });
});

describe('the app is found in a class', () => {
  const server = "import { App } from './app';\n";
  it.each<[string, string, string, string]>([
    [
      'that sets a field',
      'class App {\n  public app = express();\n  constructor() { this.app.get("/x", h); }\n  listen() { this.app.listen(1); }\n}',
      'new App().listen();',
      'this.app',
    ],
    [
      'whose constructor makes it',
      'class App {\n  constructor() { this.app = express(); this.routes(); }\n  routes() { this.app.get("/x", h); }\n}',
      'new App().app.listen(1);',
      'this.app',
    ],
    [
      'that hands it out',
      'class App {\n  private server = express();\n  constructor() { this.server.get("/x", h); }\n  getServer() { return this.server; }\n}',
      'new App().getServer().listen(1);',
      'this.server',
    ],
    [
      'with a getter',
      'class App {\n  private made = express();\n  constructor() { this.made.get("/x", h); }\n  get app() { return this.made; }\n}',
      'const { app } = new App();\napp.listen(1);',
      'this.made',
    ],
    [
      'that is destructured',
      'class App {\n  app = express();\n  constructor() { const { app } = this; app.get("/x", h); }\n}',
      'const main = new App();\nmain.app.listen(1);',
      'this.app',
    ],
  ])('%s', async (_name, text, use, name) => {
    const files = { 'index.ts': server + use, 'app.ts': `import express from 'express';\nexport ${text}` };
    expect(await appOf(files)).toEqual(['app.ts', name, ['GET /x']]);
  });
});

describe('the app is found where another file makes it', () => {
  it.each<[string, Files, string]>([
    [
      'in a factory',
      {
        'index.js': "const app = require('./app')();\napp.get('/x', h);" + listens,
        'app.js': "module.exports = () => {\n  const app = require('express')();\n  return app;\n};",
      },
      'app.js',
    ],
    [
      'in an asynchronous factory',
      {
        'index.mjs':
          "import { createApp } from './app.mjs';\nconst app = await createApp();\napp.get('/x', h);" + listens,
        'app.mjs':
          "import express from 'express';\nexport async function createApp() {\n  const app = express();\n  return app;\n}",
      },
      'app.mjs',
    ],
    [
      'and a third fills it as a parameter',
      {
        'index.js': "const app = require('./app');\nrequire('./setup')(app);" + listens,
        'app.js': "module.exports = require('express')();",
        'setup.js': "module.exports = function (application) { application.get('/x', h); };",
      },
      'app.js',
    ],
    [
      'and others are handed it in an object',
      {
        'index.ts':
          "import express from 'express';\nimport setup from './setup';\nconst app = express();\nsetup({ app, db: 1 });" +
          listens,
        'setup.ts': "import routes from './routes';\nexport default ({ app }: any) => { routes(app); };",
        'routes.ts': "export default (app: any) => { app.get('/x', h); };",
      },
      'index.ts',
    ],
    [
      'and a class takes it',
      {
        'index.js': "const app = require('express')();\nnew (require('./routes'))(app);" + listens,
        'routes.js': "module.exports = class Routes { constructor(app) { app.get('/x', h); } };",
      },
      'index.js',
    ],
    [
      'and functions of an exported object pass it on',
      {
        'index.js': "const app = require('./lib').init({});" + listens,
        'lib.js': `module.exports.routes = function (app) { app.get('/x', h); };
          module.exports.init = function (db) { var app = require('express')(); this.routes(app); return app; };`,
      },
      'lib.js',
    ],
    [
      'and is imported by the file with the routes',
      {
        'index.js': "const app = require('./app');\nrequire('./routes');" + listens,
        'app.js': "exports = module.exports = require('express')();",
        'routes.js': "const app = require('./app');\napp.get('/x', h);",
      },
      'app.js',
    ],
  ])('%s', async (_name, files, file) => {
    const [found, , routes] = await appOf(files);
    expect([found, routes]).toEqual([file, ['GET /x']]);
  });

  it('by the framework’s own folder', async () => {
    const files = {
      'package.json': JSON.stringify({ name: 'express', version: '5.1.0' }),
      'index.js': 'module.exports = 1;',
      'examples/auth/index.js':
        "var express = require('../..');\nvar app = module.exports = express();\napp.get('/x', h);" + listens,
    };
    const project = await projectOf(files, { app: 'examples/auth/index.js' }).catch((error: Error) => error.message);
    expect(project).toMatchObject({
      app: { file: 'examples/auth/index.js', name: 'app' },
      chain: { modules: ['express', '../..'] },
    });
  });
});

describe('sub-apps and routers are not the app', () => {
  it('where they are mounted', async () => {
    const project = await projectOf({
      'app.js': `const express = require('express');
        const admin = express(), api = express.Router(), app = express();
        admin.get('/users', h); api.get('/items', h);
        app.use('/admin', admin); app.use('/api', api);${listens}`,
    });
    expect([project.app.name, project.app.index]).toEqual(['app', 1]);
    expect(labels(project)).toEqual(['GET /admin/users', 'GET /api/items']);
    expect(project.routes.map(({ onApp }) => onApp)).toEqual([false, false]);
  });

  it('where a virtual host mounts them', async () => {
    const project = await projectOf({
      'app.js': `const express = require('express'), vhost = require('vhost');
        const main = express(), redirect = express(), app = express();
        app.use(vhost('*.example.com', redirect)); app.use(vhost('example.com', main));${listens}`,
    });
    expect(project.app.index).toBe(2);
  });

  it('where the app is served and another one is only made', async () => {
    const project = await projectOf({
      'app.js': `const express = require('express');\nconst app = express();\napp.listen(1);\nexports.test = () => { const other = express(); return other; };`,
    });
    expect(project.app.index).toBe(0);
  });
});

describe('an app that nothing leads to', () => {
  const served = (name: string): string => `const ${name} = require('express')();\n${name}.listen(1);\n`;

  it('is found where it is the only one that is served near the root', async () => {
    const files = {
      'src/orders.js': served('orders'),
      'src/tools.js': "require('express');\n",
      'test/api.js': served('x'),
    };
    const manifest = {
      ...files,
      'package.json': '{ "name": "x", "main": "gone.js", "dependencies": { "express": "5" } }',
    };
    expect(await projectOf(files)).toMatchObject({ entry: 'src/orders.js', app: { name: 'orders' } });
    expect(await projectOf(manifest)).toMatchObject({ entry: 'src/orders.js' });
  });

  it('is asked for where there are several', async () => {
    const files = { 'orders.js': served('orders'), 'src/mails.js': served('mails') };
    await expect(projectOf(files)).rejects.toMatchObject({ hint: 'Choose one with --app: orders.js, src/mails.js' });
  });

  it('is none of a server for development or of an example', async () => {
    const files = { 'lib/dev-server.js': served('a'), 'src/example.js': served('b') };
    await expect(projectOf(files)).rejects.toMatchObject({ message: 'No entry file was found.' });
  });
});

describe('several apps', () => {
  const two = (name: string): string => `const ${name} = require('express')();\n${name}.listen(1);\n`;

  it.each([
    ['tells how the process is', "other.get('/metrics', all); other.get('/healthz', (req, res) => res.end('ok'));"],
    ['sends clients to https', "other.use((req, res) => res.redirect('https://shop.example' + req.url));"],
    [
      'sends whatever is asked for to https',
      "other.get('*', (req, res) => { res.redirect(`https://${host}${req.url}`); });",
    ],
  ])('of which one only %s are the other one', async (_name, registered) => {
    const made = (name: string): string => `const ${name} = require('express')();\n`;
    const text = `${made('other')}${registered}\nother.listen(1);\n${made('app')}app.get('/metrics', all);\napp.get('/a', all);\napp.listen(2);`;
    const { app } = await projectOf({ 'app.js': text });
    expect(app).toMatchObject({ name: 'app', index: 1 });
    expect(app.beside?.map(({ file, node }) => [file, node.loc?.start.line])).toEqual([['app.js', 1]]);
  });

  it.each([
    ['has another page', "other.get('/health', all); other.get('/admin', all);"],
    ['changes something', "other.post('/health', all);"],
    ['sends one page elsewhere', "other.get('/old', (req, res) => res.redirect('/new'));"],
    ['has nothing at all', ''],
  ])('of which one %s are refused', async (_name, registered) => {
    const text = `const other = require('express')();\n${registered}\nother.listen(1);\n${two('app')}app.get('/a', all);`;
    await expect(projectOf({ 'app.js': text })).rejects.toMatchObject({ message: /Found 2 apps/ });
  });

  it('of several files are refused, naming them', async () => {
    const files = { 'index.js': "require('./api');\nrequire('./admin');", 'api.js': two('a'), 'admin.js': two('b') };
    await expect(projectOf(files)).rejects.toMatchObject({
      exitCode: 3,
      message: 'Found 2 apps, and cannot tell which one to harden.',
      hint: 'Choose one with --app: api.js, admin.js',
    });
  });

  it('of which one is chosen', async () => {
    const files = { 'index.js': "require('./api');\nrequire('./admin');", 'api.js': two('a'), 'admin.js': two('b') };
    expect((await projectOf(files, { app: 'admin.js' })).app.name).toBe('b');
  });

  it('that are handed to the same function, of which one is chosen', async () => {
    const app = `const app = require('express')();\nrequire('./answer')(app);\napp.listen(1);\n`;
    const files = {
      'index.js': "require('./api');\nrequire('./admin');",
      'answer.js': 'module.exports = (app) => app.use((error, req, res, next) => res.sendStatus(500));',
      'api.js': app,
      'admin.js': app,
    };
    const { middleware } = await projectOf(files, { app: 'admin.js' });
    expect(middleware).toMatchObject([{ onApp: true, errorHandler: true }]);
  });

  it('of one file are refused', async () => {
    await expect(projectOf({ 'index.js': two('a') + two('b') })).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining('index.js') as string,
    });
  });
});

describe('what is no app is refused', () => {
  it.each<[string, Files]>([
    [
      'a framework that is only mentioned',
      { 'app.js': "// const app = require('express')();\nconst express = 'express';" },
    ],
    ['a router alone', { 'app.js': "const router = require('express').Router();\nrouter.get('/x', h);" }],
    ['an app of another package', { 'app.js': "const app = require('polka')();\napp.listen(1);" }],
  ])('%s', async (_name, files) => {
    await expect(projectOf(files)).rejects.toMatchObject({ exitCode: 3 });
  });

  it('a project without Express', async () => {
    await expect(projectOf({ 'package.json': manifest({ dependencies: {} }), 'app.js': '' })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('No supported framework') as string,
    });
  });
});
