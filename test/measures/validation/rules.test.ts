import { describe, expect, it } from 'vitest';
import { inferredSchemas } from '../../../src/measures/validation/infer';
import { projectOf } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

const found = async (text: string): Promise<[string, string][]> =>
  (await findingsOf('validation/missing', app(text))).map(({ message, fix }) => [message, fix]);

describe('validation/missing', () => {
  it.each([
    ['a body', "app.post('/x', (req, res) => save(req.body.title));", 'POST /x'],
    ['a query', "app.get('/x', (req, res) => find(req.query.page));", 'GET /x'],
    ['a body of another method', "app.delete('/x/:id', (req, res) => remove(req.body.reason));", 'DELETE /x/:id'],
  ])('is found where a route reads %s, and can be mended', async (_name, text, route) => {
    expect(await found(text)).toEqual([[`${route} reads input without a schema.`, 'automatic']]);
  });

  it.each([
    ['the handler passes the whole body on', "app.post('/x', (req, res) => create(req.body));"],
    ['the handler passes the whole query on', "app.get('/x', (req, res) => find(req.query));"],
    ['it answers every method', "app.all('/x', (req, res) => save(req.body.title));"],
    ['its path is computed', 'app.post(process.env.P, (req, res) => save(req.body.title));'],
    ['it cannot be told what its handler reads', "app.post('/x', handlers[name]);"],
    ['one call makes several routes', "for (const p of ['/a', '/b']) app.post(p, (req, res) => save(req.body.title));"],
  ])('is left to the user where %s', async (reason, text) => {
    for (const [message, fix] of await found(text)) {
      expect(message).toContain(`none can be inferred, since ${reason}.`);
      expect(fix).toBe('manual');
    }
    expect((await found(text)).length).toBeGreaterThan(0);
  });

  it.each([
    ['reads nothing', "app.post('/x', (req, res) => res.end());"],
    ['reads parameters only', "app.get('/x/:id', (req, res) => find(req.params.id));"],
    ['has a schema', "app.post('/x', validate(schema), (req, res) => save(req.body.title));"],
    [
      'checks in the handler',
      "app.post('/x', (req, res) => { const { error } = schema.validate(req.body); save(req.body.title); });",
    ],
    ['answers preflights', "app.options('/x', require('cors')());\napp.options('/y', unknown);"],
    ['reads a body that is none', "app.get('/x', (req, res) => find(req.body.title));"],
    ['is not known and has no body', "app.get('/x', handlers[name]);"],
    ['belongs to a package', "app.post('/x', require('passport').authenticate('local'));"],
    ['has a guard that is not known', "app.get('/x', guards[name], (req, res) => res.end());"],
    ['is a comment', "// app.post('/x', (req, res) => save(req.body.title));"],
    ['is of another object', "client.post('/x', (req, res) => save(req.body.title));"],
  ])('is not where a route %s', async (_name, text) => {
    expect(await linesOf('validation/missing', text)).toEqual([]);
  });
});

describe('an inferred schema', () => {
  const schemas = async (text: string): Promise<{ name: string; parts: string[] }[]> =>
    inferredSchemas(await projectOf(app(text))).map(({ name, parts }) => ({
      name,
      parts: parts.map(({ part, fields }) => `${part}: ${fields.map((field) => field.name).join(' ')}`),
    }));

  it('names the fields of each part', async () => {
    const text =
      "app.post('/users/:id/notes', (req, res) => save(req.body.title, req.body.text, req.query.draft, req.params.id));";
    expect(await schemas(text)).toEqual([{ name: 'postUsersIdNotes', parts: ['body: title text', 'query: draft'] }]);
  });

  it('leaves out a body that is not sent', async () => {
    expect(await schemas("app.get('/x', (req, res) => find(req.query.page, req.body.title));")).toEqual([
      { name: 'getX', parts: ['query: page'] },
    ]);
  });

  it('is called after the path, and not after what its parameters look like', async () => {
    const text = "app.get('/orders/:id(\\\\d+)/notes', (req, res) => find(req.query.page));";
    expect(await schemas(text)).toEqual([{ name: 'getOrdersIdNotes', parts: ['query: page'] }]);
  });

  it('has a name of its own, in the order of the source', async () => {
    const text = "app.post('/x', (req, res) => f(req.body.a));\napp.post('/x', (req, res) => f(req.body.b));";
    expect((await schemas(text)).map(({ name }) => name)).toEqual(['postX', 'postX2']);
  });

  it.each([
    [
      'the handler leaves the request to the next',
      "app.post('/x', (req, res, next) => { res.locals.a = req.body.a; next(); });",
    ],
    ['an upload is read inside', "app.post('/x', (req, res) => upload(req, res, () => f(req.body.a)));"],
    [
      'an upload stands in a list elsewhere',
      "const all = [require('multer')().single('a'), (req, res) => f(req.body.a)];\napp.post('/x', all);",
    ],
    ['one call makes several routes', "['/a', '/b'].forEach((p) => app.post(p, (req, res) => f(req.body.a)));"],
  ])('is not made where %s', async (_name, text) => {
    expect(await schemas(text)).toEqual([]);
  });

  it('is made behind an upload in the call', async () => {
    const text = "app.post('/x', require('multer')().single('a'), (req, res) => f(req.body.a));";
    expect((await schemas(text)).map(({ name }) => name)).toEqual(['postX']);
  });
});
