import { expect, it } from 'vitest';
import { app, findingsOf } from '../rules';

it.each([
  ['an address in a mail is of the app itself', 'mailtemplates/hello.html.mustache', 'loginUrl', 'low'],
  ['an address in a page may be of anybody', 'views/hello.html.mustache', 'loginUrl', 'medium'],
  ['a name in a mail is what somebody typed', 'mailtemplates/hello.html.mustache', 'userName', 'medium'],
])('xss/unescaped: %s', async (_name, file, name, severity) => {
  const files = { ...app(''), [file]: `<p><a href="{{{ ${name} }}}">Log in</a></p>\n` };
  expect(await findingsOf('xss/unescaped', files)).toMatchObject([{ severity }]);
});
