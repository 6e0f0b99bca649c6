import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot } from '../support/boot';
import { ask } from '../support/http';
import { commit, git, run, tempered } from '../support/tempered';
import { installFor, type Installation } from '../templates/workshop';
import { writeFiles } from '../temporary';

/** Small apps in one file, as people show what Koa can do, each with what a test of its own would ask. */
interface SmallApp {
  code: string;
  /** A path, the status and the text of the answer. */
  asks: [requested: string, status: number, text: string | RegExp][];
}

const koa = "const Koa = require('koa');\n";
const served = 'if (!module.parent) app.listen(3000);\n';

const apps: Record<string, SmallApp> = {
  'a hello world that is exported': {
    code: `${koa}const app = module.exports = new Koa();\napp.use(async function (ctx) {\n  ctx.body = 'Hello World';\n});\n${served}`,
    asks: [['/', 200, 'Hello World']],
  },
  'a page for what is not there': {
    code: `${koa}const app = module.exports = new Koa();\napp.use(async (ctx, next) => {\n  await next();\n  if (ctx.body || !ctx.idempotent) return;\n  ctx.status = 404;\n  ctx.type = 'html';\n  ctx.body = '<p>Page Not Found</p>';\n});\n${served}`,
    asks: [['/none', 404, '<p>Page Not Found</p>']],
  },
  'an error handler of its own': {
    code: `${koa}const app = module.exports = new Koa();\napp.use(async (ctx, next) => {\n  try {\n    await next();\n  } catch (err) {\n    ctx.status = err.status || 500;\n    ctx.type = 'html';\n    ctx.body = '<p>Something exploded.</p>';\n    ctx.app.emit('error', err, ctx);\n  }\n});\napp.use(async () => {\n  throw new Error('boom boom');\n});\napp.on('error', function (err) {\n  if (process.env.NODE_ENV != 'test') console.log('sent error %s to the cloud', err.message);\n});\n${served}`,
    asks: [['/', 500, '<p>Something exploded.</p>']],
  },
  'routes on a router, in a chain': {
    code: `const Router = require('@koa/router');\nconst router = new Router();\n${koa}const app = module.exports = new Koa();\nconst posts = [{ title: 'one' }];\nrouter.get('/', list)\n  .get('/post/:id', show);\napp.use(router.routes());\nasync function list(ctx) {\n  ctx.body = posts.map(({ title }) => title).join();\n}\nasync function show(ctx) {\n  const post = posts[ctx.params.id];\n  if (!post) ctx.throw(404, 'invalid post id');\n  ctx.body = post.title;\n}\n${served}`,
    asks: [
      ['/', 200, 'one'],
      ['/post/0', 200, 'one'],
      ['/post/9', 404, /invalid post id/],
    ],
  },
  'middleware in a composition': {
    code: `const compose = require('koa-compose');\n${koa}const app = module.exports = new Koa();\nasync function random(ctx, next) {\n  if (ctx.path === '/random') ctx.body = 'four';\n  else await next();\n}\nasync function pi(ctx, next) {\n  if (ctx.path === '/pi') ctx.body = '3.14';\n  else await next();\n}\napp.use(compose([random, pi]));\n${served}`,
    asks: [
      ['/random', 200, 'four'],
      ['/pi', 200, '3.14'],
      ['/', 404, /not_found/],
    ],
  },
  'hosts in one app': {
    code: `const compose = require('koa-compose');\n${koa}const app = module.exports = new Koa();\nconst one = compose([async (ctx) => { ctx.body = 'one'; }]);\nconst two = compose([async (ctx) => { ctx.body = 'two'; }]);\napp.use(async function (ctx, next) {\n  switch (ctx.hostname) {\n    case 'one.example': return await one.apply(this, [ctx, next]);\n    case '127.0.0.1': return await two.apply(this, [ctx, next]);\n  }\n  return await next();\n});\n${served}`,
    asks: [['/', 200, 'two']],
  },
  'files as streams': {
    code: `${koa}const fs = require('fs');\nconst app = module.exports = new Koa();\nconst path = require('path');\napp.use(async function (ctx) {\n  const fpath = path.join(__dirname, ctx.path);\n  const fstat = await fs.promises.stat(fpath);\n  if (fstat.isFile()) {\n    ctx.type = path.extname(fpath);\n    ctx.body = fs.createReadStream(fpath);\n  }\n});\n${served}`,
    asks: [
      ['/app.js', 200, /createReadStream/],
      ['/none.js', 500, /./],
      ['/', 404, /not_found/],
    ],
  },
  'content by what is asked for': {
    code: `${koa}const app = module.exports = new Koa();\nconst tobi = { name: 'tobi' };\napp.use(async function (ctx) {\n  const type = ctx.accepts('json', 'html', 'xml', 'text');\n  if (type === 'json') ctx.body = tobi;\n  else if (type === false) ctx.throw(406);\n  else ctx.body = tobi.name;\n});\n${served}`,
    asks: [['/', 200, '{"name":"tobi"}']],
  },
  'signed cookies': {
    code: `${koa}const app = module.exports = new Koa();\napp.keys = [process.env.KEY || 'k'];\napp.use(async function (ctx) {\n  const n = Number(ctx.cookies.get('view', { signed: true }) || 0) + 1;\n  ctx.cookies.set('view', n, { signed: true });\n  ctx.body = n + ' views';\n});\n${served}`,
    asks: [['/', 200, '1 views']],
  },
  'bodies that a parser has read': {
    code: `${koa}const { bodyParser } = require('@koa/bodyparser');\nconst app = module.exports = new Koa();\napp.use(bodyParser());\napp.use(async function (ctx) {\n  const body = ctx.request.body;\n  if (!body || !body.name) ctx.throw(400, '.name required');\n  ctx.body = { name: body.name.toUpperCase() };\n});\n${served}`,
    asks: [['/', 400, /\.name required/]],
  },
  'an app on another one, and one of a class': {
    code: `${koa}const mount = require('koa-mount');\nclass Api extends Koa {\n  constructor() {\n    super();\n    this.use((ctx) => {\n      ctx.body = 'api';\n    });\n  }\n}\nconst app = module.exports = new Koa();\napp.use(mount('/api', new Api()));\napp.use((ctx) => {\n  ctx.body = 'app';\n});\n${served}`,
    asks: [
      ['/api', 200, 'api'],
      ['/', 200, 'app'],
    ],
  },
  'a chain without a name': {
    code: `const http = require('http');\n${koa}module.exports = new Koa()\n  .use(async (ctx, next) => {\n    const start = Date.now();\n    await next();\n    ctx.set('X-Response-Time', Date.now() - start + 'ms');\n  })\n  .use((ctx) => {\n    ctx.body = 'chained';\n  });\nif (!module.parent) http.createServer(module.exports.callback()).listen(3000);\n`,
    asks: [['/', 200, 'chained']],
  },
};

/** What a test of the app's own would do: it imports the app and asks it, in a process of its own that has to end. */
const ownTest = ({ asks }: SmallApp): string => `const http = require('http');
const assert = require('assert');
const app = require('./app');
const asks = [${asks.map(([requested, status, text]) => `[${JSON.stringify(requested)}, ${status}, ${typeof text === 'string' ? JSON.stringify(text) : String(text)}]`).join(', ')}];
const before = process.argv[2] === 'before';
const server = app.listen(0, async () => {
  for (const [path, status, expected] of asks) {
    const response = await fetch('http://127.0.0.1:' + server.address().port + path);
    const text = await response.text();
    assert.strictEqual(response.status, status, path);
    // Koa's own words for an error are said in JSON afterwards.
    if (before && expected instanceof RegExp && status === 404) continue;
    if (expected instanceof RegExp) assert.match(text, expected);
    else assert.strictEqual(text, expected);
  }
  server.close();
});
`;

describe('small apps on Koa', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await installFor('koa', 3, ['koa-compose', 'koa-mount']);
  }, 120_000);
  afterAll(() => installation.remove());

  it.each(Object.entries(apps))(
    '%s: is hardened, passes its own tests as before, is served, and left alone by a second run',
    { timeout: 60_000 },
    async (name, app) => {
      const cwd = path.join(installation.folder, name.replaceAll(/\W+/g, '-'));
      const dependencies = {
        koa: '^3.0.0',
        '@koa/router': '*',
        '@koa/bodyparser': '*',
        'koa-compose': '*',
        'koa-mount': '*',
      };
      await writeFiles(cwd, {
        'package.json': JSON.stringify({
          name: 'small',
          main: 'app.js',
          scripts: { start: 'node app.js' },
          dependencies,
        }),
        '.gitignore': 'node_modules\n',
        'app.js': app.code,
        'test.js': ownTest(app),
      });
      await commit(cwd, 'as written');
      const before = await run(process.execPath, ['test.js', 'before'], cwd);
      expect(before.code, before.stderr).toBe(0);

      const { code, stderr } = await tempered(['--yes', '--no-install', '--no-verify'], cwd);
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain('could not be changed safely');
      const after = await run(process.execPath, ['test.js'], cwd);
      expect(after.code, after.stderr).toBe(0);

      const running = await boot(path.join(cwd, 'app.js'), { cwd });
      const [[requested, status]] = app.asks as [SmallApp['asks'][0]];
      const answer = await ask(running.port, { path: requested });
      await running.stop();
      expect(answer.status).toBe(status);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');

      await commit(cwd, 'hardened');
      await tempered(['--yes', '--no-install', '--no-verify'], cwd);
      expect(await git(cwd, 'status', '--porcelain')).toBe('');
      const added = (await git(cwd, 'diff', '--numstat', 'HEAD~1', '--', 'app.js')).split('\t')[0];
      expect(Number(added)).toBeLessThanOrEqual(4);
    },
  );
});
