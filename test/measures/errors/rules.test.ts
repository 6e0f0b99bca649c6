import { describe, expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

describe('errors/missing-handler', () => {
  it.each([
    ['nothing handles errors', ''],
    ['a handler has three parameters', 'app.use((err, req, res) => res.status(500).end());'],
    ['a handler only logs', 'app.use((err, req, res, next) => { console.error(err); next(err); });'],
    ['a handler stands in a comment', '// app.use((err, req, res, next) => res.end());'],
    ['a handler is not mounted', 'const onError = (err, req, res, next) => res.end();'],
  ])('is found where %s', async (_name, text) => {
    expect(await findingsOf('errors/missing-handler', app(text))).toMatchObject([{ line: 2, fix: 'automatic' }]);
  });

  it.each([
    ['in place', 'app.use((err, req, res, next) => { res.status(500).end(); });'],
    ['by name', 'function onError(err, req, res, next) { res.end(); }\napp.use(onError);'],
    ['from another file', "app.use(require('./errors'));"],
    ['as a method', "const handler = new (require('./handler'))();\napp.use(handler.handle);"],
    ['by a package', "app.use(require('errorhandler')());"],
    ['in a list', 'app.use([(err, req, res, next) => next(err), (err, req, res, next) => res.end()]);'],
  ])('is not where a handler is mounted %s', async (_name, text) => {
    const more = {
      'errors.js': 'module.exports = (error, request, response, next) => response.status(500).json({});',
      'handler.js': 'module.exports = class { handle(err, req, res, next) { res.end(); } };',
    };
    expect(await linesOf('errors/missing-handler', text, more)).toEqual([]);
  });
});

it('errors/missing-handler is less where an app of which nothing is known has one by its name', async () => {
  const more = { 'tenants.js': 'module.exports = (tenant) => tenant.app.use(jsonErrorHandler());' };
  const files = { ...app("require('./tenants');"), ...more };
  expect(await findingsOf('errors/missing-handler', files)).toMatchObject([{ severity: 'low' }]);
});

it('errors/missing-handler is not where routing-controllers finds a class that handles errors', async () => {
  const files = (own: string) => ({
    'package.json': JSON.stringify({
      name: 'x',
      dependencies: { express: '^4.0.0', 'routing-controllers': '^0.11.0' },
    }),
    'src/app.ts': "import express from 'express';\nexport const app = express();\napp.listen(3000);\n",
    'src/errors.ts': `@Middleware({ type: 'after' })\nexport class OnError implements ${own} {}\n`,
  });
  expect(await findingsOf('errors/missing-handler', files('ExpressErrorMiddlewareInterface'))).toEqual([]);
  expect(await findingsOf('errors/missing-handler', files('ExpressMiddlewareInterface'))).toHaveLength(1);
});

/** An app of NestJS with a file that throws `X`, an exception of its own. */
const exceptions = (text: string): Record<string, string> => ({
  'package.json': JSON.stringify({ name: 'x', dependencies: { '@nestjs/core': '^11.0.0' } }),
  'src/main.ts':
    "import { NestFactory } from '@nestjs/core';\nimport './fail';\nconst app = await NestFactory.create(App);\nawait app.listen(3000);\n",
  'src/fail.ts': `import { BadRequestException } from '@nestjs/common';\n${text.replace('new X', 'new BadRequestException')}\n`,
});

describe('errors/leak', () => {
  it.each([
    [
      'a message',
      "app.get('/x', async (req, res) => { try { f(); } catch (err) { res.status(500).json({ error: err.message }); } });",
    ],
    ['a stack', 'app.use((err, req, res, next) => { res.status(500).send(err.stack); });'],
    ['the error itself', "app.get('/x', (req, res) => find((error, rows) => { if (error) res.send(error); }));"],
    ['a text about it', "app.get('/x', (req, res) => f().catch((e) => res.status(400).send(`Failed: ${e.message}`)));"],
    ['a view', "app.use((err, req, res, next) => { res.render('error', { message: err.message }); });"],
    [
      'the locals of a view',
      "app.use((err, req, res, next) => { res.locals.message = err.message; res.render('error'); });",
    ],
    ['an address', "app.post('/x', (req, res) => f().catch((err) => res.redirect('/login?error=' + err.message)));"],
    [
      'one of two',
      "app.use((err, req, res, next) => { res.json({ error: err.message ? err.message : 'unknown' }); });",
    ],
    [
      'either of two',
      'app.use((err, req, res, next) => { res.json({ error: err instanceof Error ? err.message : String(err) }); });',
    ],
    [
      'a message that is only asked whether there is one',
      'app.use((err, req, res, next) => { const message = err instanceof Error ? err.message : String(err); res.json({ error: message }); });',
    ],
    [
      'a field of an answer that a class makes',
      'app.get("/", (req, res) => { const answer = new Answer(); load().catch((err) => { answer.data = { message: err.toString() }; res.json(answer); }); });',
    ],
    [
      'a field of an answer that is encrypted',
      'app.get("/", (req, res) => { const answer = {}; load().catch((err) => { answer.data = err; res.json(encryptResponse(answer)); }); });',
    ],
    [
      'an error that is only known to be one',
      'app.use((err, req, res, next) => { if (isError(err)) return res.json({ error: err.message }); res.end(); });',
    ],
    [
      'an error that is of no kind',
      'app.use((err, req, res, next) => { if (!createError.isHttpError(err)) return res.json({ error: err.message }); res.end(); });',
    ],
  ])('is found in %s that is sent', async (_name, text) => {
    expect(await findingsOf('errors/leak', app(text))).toMatchObject([
      { line: 3, fix: 'automatic', risk: 'behaviour' },
    ]);
  });

  it.each([
    [
      'what is logged',
      'app.use((err, req, res, next) => { console.error(err.stack); log(err.message); res.status(500).end(); });',
    ],
    ['a fixed text', "app.use((err, req, res, next) => { res.status(500).json({ error: 'Something went wrong' }); });"],
    ['the status', 'app.use((err, req, res, next) => { res.status(err.status || 500).end(); });'],
    [
      'development',
      "app.use((err, req, res, next) => { if (app.get('env') === 'development') return res.send(err.stack); res.status(500).end(); });",
    ],
    [
      'a condition about development',
      "app.use((err, req, res, next) => { res.json({ error: 'x', stack: process.env.NODE_ENV === 'production' ? undefined : err.stack }); });",
    ],
    [
      'a spread in development',
      "app.use((err, req, res, next) => { res.json({ error: 'x', ...(isDev && { stack: err.stack }) }); });",
    ],
    [
      'locals for a logger',
      "app.use((err, req, res, next) => { res.locals.errorMessage = err.message; res.status(500).send('x'); });",
    ],
    [
      'an error of its own kind',
      'app.use((err, req, res, next) => { if (err instanceof ApiError) return res.json({ error: err.message }); res.status(500).end(); });',
    ],
    [
      'a text that was thrown',
      "app.use((err, req, res, next) => { if (typeof (err) === 'string') return res.json({ message: err }); res.end(); });",
    ],
    [
      'a text that was thrown, in a switch',
      "app.use((err, req, res, next) => { switch (true) { case typeof err === 'string': return res.json({ message: err }); default: return res.end(); } });",
    ],
    [
      'a message that was decided about',
      "app.use((err, req, res, next) => { const message = status < 500 ? err.message : 'x'; res.json({ error: message }); });",
    ],
    [
      'an answer that somebody may clean first',
      'app.get("/", (req, res) => { const answer = {}; load().catch((err) => { answer.data = err; res.json(clean(answer)); }); });',
    ],
    [
      'an error that a function knows to be of a kind',
      'app.use((err, req, res, next) => { if (createError.isHttpError(err)) return res.json({ error: err.message }); res.end(); });',
    ],
    [
      'an error that is meant for clients',
      "app.use((err, req, res, next) => { res.json({ error: err.isOperational ? err.message : 'x' }); });",
    ],
    [
      'an error of validation',
      "app.use((err, req, res, next) => { if (err.name === 'ValidationError') return res.status(400).json({ error: err.message }); res.end(); });",
    ],
    [
      'the error of a schema',
      "app.post('/x', (req, res) => { const { error } = schema.validate(req.body); res.status(400).send(error.details[0].message); });",
    ],
    ['another message', "app.get('/x', (req, res) => { res.json({ message: message.text, error: null }); });"],
    ['another response', 'fetch(url).catch((err) => socket.send(err.message));'],
    ['a comment', 'app.use((err, req, res, next) => { /* res.send(err.stack) */ res.end(); });'],
  ])('is not in %s', async (_name, text) => {
    expect(await linesOf('errors/leak', text)).toEqual([]);
  });

  it.each([
    [
      'a text that is thrown for whoever calls',
      'export const fail = (error: string) => { throw new X({ message: error }); };',
    ],
    ['the cause of an exception', "try { f(); } catch (error) { throw new X('Unauthorized', { cause: error }); }"],
  ])('is not in %s', async (_name, text) => {
    expect(await findingsOf('errors/leak', exceptions(text))).toEqual([]);
  });

  it.each([
    ['the response', 'try { f(); } catch (error) { throw new X({ cause: error.message }); }'],
    ['the description', "try { f(); } catch (error) { throw new X('no', { description: error.message }); }"],
  ])('is found in %s of an exception', async (_name, text) => {
    expect(await findingsOf('errors/leak', exceptions(text))).toMatchObject([{ file: 'src/fail.ts', line: 2 }]);
  });

  it('is found where a stack goes out in spite of a kind', async () => {
    const text = 'app.use((err, req, res, next) => { if (err instanceof ApiError) res.json({ stack: err.stack }); });';
    expect(await linesOf('errors/leak', text)).toEqual([1]);
  });
});

describe('errors/early-handler', () => {
  const handler = 'app.use((err, req, res, next) => { res.status(500).end(); });\n';

  it.each([
    ['a route', `${handler}app.get('/x', h);`],
    ['a router', `${handler}app.use('/api', require('./api'));`],
    ['a route of a function that runs later', `${handler}routes();\nfunction routes() { app.post('/x', h); }`],
  ])('is found in front of %s', async (_name, text) => {
    const more = { 'api.js': "const r = require('express').Router();\nr.get('/x', h);\nmodule.exports = r;" };
    expect(await findingsOf('errors/early-handler', { ...app(text), ...more })).toMatchObject([
      { line: 3, fix: 'manual' },
    ]);
  });

  it.each([
    ['behind all routes', `app.get('/x', h);\n${handler}`],
    ['behind a router that was loaded late', `app.use('/api', require('./api'));\n${handler}`],
    ['in front of a last route for everything', `app.get('/x', h);\n${handler}app.all('*', h);`],
    ['in front of a 404', `app.get('/x', h);\n${handler}app.use((req, res) => res.status(404).end());`],
    ['above a function that ran before', `routes();\n${handler}function routes() { app.post('/x', h); }`],
    ['for one path', `app.use('/api', (err, req, res, next) => { res.end(); });\napp.get('/x', h);`],
    ['twice, the last behind all routes', `${handler}app.get('/x', h);\n${handler}`],
  ])('is not where the handler stands %s', async (_name, text) => {
    const more = { 'api.js': "const r = require('express').Router();\nr.get('/x', h);\nmodule.exports = r;" };
    expect(await linesOf('errors/early-handler', text, more)).toEqual([]);
  });
});
