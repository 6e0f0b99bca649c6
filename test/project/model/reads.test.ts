import { describe, expect, it } from 'vitest';
import type { HandlerReads } from '../../../src/types';
import { onlyRoute, projectOf } from './project';

/** What a handler with this body reads; the fields as `name:type`, with `!` where it cannot do without. */
async function reads(
  text: string,
  parameters = 'req, res',
): Promise<Record<'body' | 'query' | 'params' | 'whole', string[]>> {
  const project = await projectOf({
    'app.js': `const app = require('express')();\napp.post('/x/:id', async (${parameters}) => {\n${text}\n});\napp.listen(1);`,
  });
  const { body, query, params, whole } = onlyRoute(project).reads;
  const show = (fields: HandlerReads['body']): string[] =>
    fields.map(({ name, type, required }) => `${name}:${type}${required ? '!' : ''}`);
  return { body: show(body), query: show(query), params: show(params), whole };
}

const nothing = { body: [], query: [], params: [], whole: [] };

describe('what a handler reads', () => {
  it.each([
    ['members', 'save(req.body.title, req.query.page, req.params.id);', ['title:unknown']],
    ['members in brackets', "save(req.body['title']); f(req.query.page, req.params.id);", ['title:unknown']],
    [
      'destructured members',
      'const { title } = req.body; const { page } = req.query; f(page, req.params.id);',
      ['title:unknown'],
    ],
    [
      'renamed members',
      'const { title: t } = req.body; const p = req.query.page, { id } = req.params;',
      ['title:unknown'],
    ],
    [
      'members of an alias',
      'const body = req.body, { query, params } = req; f(body.title, query.page, params.id);',
      ['title:unknown'],
    ],
    ['members that may be missing', 'f(req.body?.title, (req.query || {}).page, req.params.id);', ['title:unknown']],
    [
      'members of a body with a default',
      'const { title } = req.body || {}; const { page } = req.query ?? {}; f(req.params.id);',
      ['title:unknown'],
    ],
    [
      'everything destructured at once',
      'const { body: { title }, query: { page }, params: { id } } = req;',
      ['title:unknown'],
    ],
    [
      'members whose members are read',
      'const { title: { text } } = req.body; f(req.query.page, req.params.id);',
      ['title:unknown'],
    ],
    [
      'in nested functions',
      'rows.forEach(() => f(req.body.title)); f(req.query.page, req.params.id);',
      ['title:unknown'],
    ],
  ])('%s', async (_name, text, body) => {
    expect(await reads(text)).toEqual({ body, query: ['page:unknown'], params: ['id:unknown'], whole: [] });
  });

  it('parameters that are destructured', async () => {
    expect(await reads('f(title, query.page);', '{ body: { title }, query }, res')).toMatchObject({
      body: ['title:unknown'],
      query: ['page:unknown'],
    });
  });

  it.each([
    ['writing', 'req.body.owner = req.user.id; req.body = clean; delete req.query;'],
    ['other objects', 'f(res.body.title, event.req.body.title, body.title);'],
    ['text and comments', "f('req.body.title'); // req.body.title"],
    ['asking whether there is one', 'if (!req.body) return; if (req.query) f(); f(typeof req.body);'],
    ['shadowed names', 'const g = ({ body }) => body.title; g(x); { const req = x; f(req.body.title); }'],
  ])('does not count %s', async (_name, text) => {
    expect(await reads(text)).toEqual(nothing);
  });
});

describe('a part that is passed on as a whole', () => {
  it.each([
    ['to a function', 'create(req.body);'],
    ['to a constructor', 'new User(req.body);'],
    ['by a spread', 'save({ ...req.body, owner: 1 });'],
    ['as a value', 'save({ data: req.body });'],
    ['by an alias', 'const data = req.body; await create(data);'],
    ['by a cast alias', 'const data = req.body || {}; create(data);'],
    ['by the rest of it', 'const { title, ...rest } = req.body; create(rest);'],
    ['by a computed member', 'f(req.body[name]);'],
    ['by its keys', 'Object.keys(req.body).forEach(f);'],
    ['by Object.assign', 'Object.assign(user, req.body);'],
    ['by a loop', 'for (const key in req.body) f(key);'],
    ['by an assignment', 'let data; data = req.body; create(data);'],
    ['by a return', 'return req.body;'],
  ])('%s', async (_name, text) => {
    expect((await reads(text)).whole).toEqual(['body']);
  });

  it('is told for each part', async () => {
    expect((await reads('f(req.query); g(req.params);')).whole).toEqual(['query', 'params']);
  });
});

describe('a field is required only where the handler cannot do without', () => {
  it.each([
    ['its members are read', 'f(req.body.items.length);', 'items:unknown!'],
    ['it is split', "f(req.body.tags.split(','));", 'tags:string!'],
    ['an alias of it is trimmed', 'const title = req.body.title; f(title.trim());', 'title:string!'],
    ['it is destructured and lowered', 'const { code } = req.body; f(code.toLowerCase());', 'code:string!'],
    ['it is compared with data', 'if (req.body.owner !== user.id) throw new Error();', 'owner:scalar!'],
    ['it is compared as a hash', 'await bcrypt.compare(req.body.secret, user.hash);', 'secret:string!'],
    ['it is hashed', 'const { secret } = req.body; await argon2.hash(secret);', 'secret:string!'],
    ['a user was found', 'const ok = user && (await bcrypt.compare(req.body.secret, user.hash));', 'secret:string!'],
  ])('%s', async (_name, text, field) => {
    expect((await reads(text)).body).toEqual([field]);
  });

  it.each([
    ['it is stored', 'await create({ title: req.body.title });', 'title:unknown'],
    ['it is converted', 'f(parseInt(req.body.count, 10));', 'count:scalar'],
    ['it is encoded for a page', 'res.send(`<b>${escapeHtml(req.body.name)}</b>`);', 'name:scalar'],
    ['it becomes part of a text', 'f(`Hello ${req.body.title}`);', 'title:scalar'],
    ['it is compared with a constant', "if (req.body.kind === 'a') f();", 'kind:scalar'],
    ['it is asked for', 'if (!req.body.title) return; f(req.body.title.trim());', 'title:string'],
    ['an alias is asked for', 'const title = req.body.title; if (title) f(title.trim());', 'title:string'],
    ['it is chained', 'f(req.body.title?.trim());', 'title:string'],
    ['it has a default', "const { title = '' } = req.body; f(title.trim());", 'title:string'],
    ['it has another default', "const title = req.body.title || ''; f(title.trim());", 'title:string'],
    ['it is looked at in a condition', 'const t = req.body.title ? req.body.title.trim() : null;', 'title:string'],
    ['it is guarded', 'f(req.body.title && req.body.title.trim());', 'title:string'],
    ['it may be undefined', 'if (req.body.title !== undefined) f(req.body.title.trim());', 'title:string'],
    ['only a branch reads it', 'if (user.isAdmin) f(req.body.title.trim());', 'title:string'],
    ['only a case reads it', 'switch (x) { case 1: f(req.body.title.trim()); }', 'title:string'],
    ['only a handler of errors reads it', 'try { f(); } catch (e) { f(req.body.title.trim()); }', 'title:string'],
    ['a loop reads it', 'for (const x of y) f(req.body.title.trim());', 'title:string'],
  ])('and not where %s', async (_name, text, field) => {
    expect((await reads(text)).body).toEqual([field]);
  });

  it('and not where another field decides', async () => {
    expect((await reads("const { kind, number } = req.body; f(kind === 'card' && number.trim());")).body).toEqual([
      'kind:scalar',
      'number:string',
    ]);
  });
});

describe('a field has a type only where it can have no other', () => {
  it.each([
    [
      'either a text or a list',
      "const tags = typeof req.body.tags === 'string' ? req.body.tags.split(',') : req.body.tags;",
      'tags:unknown',
    ],
    [
      'either a list or a text',
      'const { tags } = req.body; f(Array.isArray(tags) ? tags : tags.split(","));',
      'tags:unknown',
    ],
    ['a date or a text', 'f(req.body.day instanceof Date ? req.body.day : req.body.day.trim());', 'day:unknown'],
    ['anything', 'f(req.body.day);', 'day:unknown'],
    ['names of credentials', 'f(req.body.email);', 'email:scalar'],
  ])('%s', async (_name, text, field) => {
    expect((await reads(text)).body).toEqual([field]);
  });

  it('and names say nothing of a query', async () => {
    expect((await reads('f(req.query.email);')).query).toEqual(['email:unknown']);
  });
});

describe('TypeScript', () => {
  it.each([
    ['a cast body', 'const { email } = req.body as LoginDto; f(email.trim());'],
    ['a typed alias', 'const data: LoginDto = req.body; f(data.email.trim());'],
    ['a cast field', 'f((req.body.email as string).trim());'],
    ['a field that is there', 'f(req.body.email!.trim());'],
  ])('is read through: %s', async (_name, text) => {
    const project = await projectOf({
      'app.ts': `import express, { Request, Response } from 'express';\nconst app = express();\napp.post('/x', (req: Request, res: Response) => { ${text} });\napp.listen(1);`,
    });
    expect(onlyRoute(project).reads).toMatchObject({
      body: [{ name: 'email', type: 'string', required: true }],
      whole: [],
    });
  });
});
