import { describe, expect, it } from 'vitest';
import { onlyRoute, projectOf } from './project';

const guards = `
const byName = async (req, res, next) => ((await User.findOne({ where: { name: req.body.name } })) ? res.sendStatus(409) : next());
const inQuery = (req, res, next) => (req.query.page > 9 ? res.sendStatus(400) : next());
const logged = (req, res, next) => next();
const asToken = (req, res, next) => (req.body.token || req.headers.token ? next() : res.sendStatus(401));
const anyKey = (req, res, next) => { for (const key in req.body) console.log(key); next(); };
const owned = (req, res, next) => { req.body.owner = req.user.id; next(); };
const replaced = (req, res, next) => { req.body = JSON.parse(req.text); next(); };
const named = [byName, logged];
const create = (req, res) => res.json(req.body.title);`;

/** How many handlers of `app.post('/x', …handlers)` a check belongs in front of; absent where it is the last one. */
async function readers(handlers: string): Promise<number | undefined> {
  const text = `const app = require('express')();\n${guards}\napp.post('/x', ${handlers});\napp.listen(1);`;
  return onlyRoute(await projectOf({ 'app.js': text })).reads.readers;
}

describe('a check belongs in front of', () => {
  it.each([
    ['what looks a name up', 'byName, create', 2],
    ['what reads the query', 'inQuery, create', 2],
    ['the first that reads', 'logged, byName, inQuery, create', 3],
    ['what reads nothing, where somebody reads before', 'byName, logged, create', 3],
    ['a list', '[byName, inQuery], create', 3],
    ['members of a list', '[logged, byName], create', 2],
    ['the members of a list with the handler', '[logged, byName, create]', 2],
    ['what reads behind a handler that cannot be read', "require('multer')().any(), byName, create", 2],
  ])('%s', async (_name, handlers, expected) => {
    expect(await readers(handlers)).toBe(expected);
  });

  it.each([
    ['there is no other', 'create'],
    ['the others read nothing', 'logged, create'],
    ['who asks for a token stays in front', 'asToken, create'],
    ['a handler between them cannot be read', "byName, require('multer')().any(), create"],
    ['a handler between them takes any key', 'byName, anyKey, create'],
    ['a handler between them writes what the last one reads', 'byName, owned, create'],
    ['a handler between them replaces the body', 'byName, replaced, create'],
    ['a list has a name', 'named, create'],
  ])('the last handler alone, where %s', async (_name, handlers) => {
    expect(await readers(handlers)).toBeUndefined();
  });
});
