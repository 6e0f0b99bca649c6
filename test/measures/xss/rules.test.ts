import { expect, it } from 'vitest';
import { app, findingsOf, linesOf } from '../rules';

it.each([
  ['an address in a mail is of the app itself', 'mailtemplates/hello.html.mustache', 'loginUrl', 'low'],
  ['an address in a page may be of anybody', 'views/hello.html.mustache', 'loginUrl', 'medium'],
  ['a name in a mail is what somebody typed', 'mailtemplates/hello.html.mustache', 'userName', 'medium'],
])('xss/unescaped: %s', async (_name, file, name, severity) => {
  const files = { ...app(''), [file]: `<p><a href="{{{ ${name} }}}">Log in</a></p>\n` };
  expect(await findingsOf('xss/unescaped', files)).toMatchObject([{ severity }]);
});

it('xss/unescaped: of several engines, the marks say which one a page is written for', async () => {
  const manifest = { name: 'x', dependencies: { express: '5', nunjucks: '3', hbs: '4' } };
  const pages = {
    'views/a.html': '<p>{{ text | safe }}</p>\n',
    'views/b.html': '<p>{{{ text }}}</p>\n',
    'views/c.html': '<p>{{ text }}</p>\n',
  };
  const found = await findingsOf('xss/unescaped', { ...app(''), ...pages, 'package.json': JSON.stringify(manifest) });
  expect(found.map(({ file }) => file).sort()).toEqual(['views/a.html', 'views/b.html']);
});

it('xss/reflected: one of a list that something was put into is one of those', async () => {
  const text = `app.get('/a', (req, res) => { const all = []; all.push(req.query.name); res.send('<p>' + all[0]); });
app.get('/b', (req, res) => { const all = ['a']; all.push('b'); res.send('<p>' + all[0]); });
app.get('/c', (req, res) => { const all = [req.query.name]; res.send('<p>' + all.length); });`;
  expect(await linesOf('xss/reflected', text)).toEqual([1]);
});

it('xss/reflected: what Express 4 finds in any part is of the client', async () => {
  expect(await linesOf('xss/reflected', "app.get('/a', (req, res) => res.send('<p>' + req.param('name')));")).toEqual([
    1,
  ]);
});
