import { describe, expect, it } from 'vitest';
import { linesOf } from '../rules';

const session = "const session = require('express-session');\n";
const change = "app.post('/transfer', (req, res) => res.sendStatus(204));";

describe('csrf/missing', () => {
  it.each([
    ['a session', `${session}app.use(session({ secret: process.env.SECRET }));\n${change}`, 2],
    [
      'a session for every site',
      `${session}app.use(session({ cookie: { sameSite: 'none', secure: true } }));\n${change}`,
      2,
    ],
    ['a session in a cookie', `app.use(require('cookie-session')({ keys }));\n${change}`, 1],
    [
      'a token in a cookie',
      `app.post('/login', (req, res) => res.cookie('token', sign(req.body)).end());\napp.get('/me', (req, res) => res.json(verify(req.cookies.token)));`,
      1,
    ],
    [
      'a defence in a comment',
      `${session}app.use(session({ secret: process.env.SECRET }));\n// app.use(csrf());\n${change}`,
      2,
    ],
  ])('is found at %s', async (_name, text, line) => {
    expect(await linesOf('csrf/missing', text)).toEqual([line]);
  });

  it.each([
    [
      'nothing can be changed',
      `${session}app.use(session({ secret: process.env.SECRET }));\napp.get('/', (req, res) => res.end());`,
    ],
    ['the cookie stays at home', `${session}app.use(session({ cookie: { sameSite: 'strict' } }));\n${change}`],
    ['forms carry a token', `${session}app.use(session({ secret }));\napp.use(require('csurf')());\n${change}`],
    [
      'forms carry a token of another package',
      `${session}const { doubleCsrfProtection } = setUp();\napp.use(session({ secret }));\napp.use(doubleCsrfProtection);\n${change}`,
    ],
    [
      'the origin is looked at',
      `${session}app.use(session({ secret }));\napp.use((req, res, next) => (req.get('Origin') === site ? next() : res.sendStatus(403)));\n${change}`,
    ],
    [
      'clients are known by a header',
      `app.use((req, res, next) => next(verify(req.headers.authorization)));\n${change}`,
    ],
    ['the cookie is never read', `app.post('/login', (req, res) => res.cookie('token', sign(req.body)).end());`],
  ])('is not where %s', async (_name, text) => {
    expect(await linesOf('csrf/missing', text)).toEqual([]);
  });
});
