import { describe, expect, it } from 'vitest';
import { leakIn, repeatsLog } from '../../../src/measures/errors/leaks';
import { errorsProbes } from '../../../src/measures/errors/probes';
import { type App, login, looked, reading, route, testProbes } from '../verdicts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };
const ours = { measures: ['errors'] };
const own = { measures: ['errors'], answers: { 'errors.handler': 'own' } };
const failing = { looked: [looked('/boom', { status: 500 })] };
const says = (text: string, status = 500) => ({ app: { status, text } });
const log = 'Request failed: GET /boom Error: the password of the database is wrong\n    at x (/srv/app/a.js:1:1)\n';
/** What it was asked for, as text or as it is. */
const repeating =
  (headers: Record<string, string>, write: (path: string) => string, status = 404): App =>
  ({ path }) => ({ status, headers, text: `Cannot GET ${write(path)}` });
const escaped = (path: string): string => path.replaceAll('<', '&lt;');

describe('probes of errors', () => {
  testProbes(errorsProbes, {
    'errors/malformed-json': {
      passed: {
        'no details': says('{"error":"bad_request"}', 400),
        'words of its own': says('Body is not valid JSON but content-type is set to application/json', 400),
        'nobody reads it': says('Not Found', 404),
      },
      failed: {
        "the parser's text": says('Unexpected token \'o\', ..."il": oops" is not valid JSON', 400),
        'the text of newer parsers': says("Expected property name or '}' in JSON at position 1", 400),
        'a stack trace': says(
          '<pre>SyntaxError: a<br> &nbsp; at parse (/srv/app/node_modules/body-parser/x.js:1:2)</pre>',
          400,
        ),
        'a part of the body': { app: ({ body }) => ({ status: 400, text: String(body) }) },
        'it is a failure of the app': says('Internal Server Error'),
        'an error that is a success': { ...says('{"error":"bad_request"}', 200), target: ours },
        'the app ended': { ...says('', 400), alive: false },
        'no answer': says('', 0),
      },
    },
    'errors/odd-query': {
      passed: {
        'no details': says('{"error":"internal_server_error"}'),
        'nothing fails': says('ok', 200),
        'a message for clients': says('{"message":"Such a product does not exist"}', 404),
      },
      failed: {
        'a stack trace': says('TypeError: x\n    at handler (file:///srv/app/routes/a.js:3:4)'),
        'what the program said': says("Cannot read properties of undefined (reading 'id')"),
        'what the database said': says('syntax error at or near "OR"'),
        'a path': says('ENOENT: no such file, open /srv/app/data.json'),
        'the message that is in the log': { ...says('{"error":"the password of the database is wrong"}'), log },
        'the app ended': { alive: false },
      },
    },
    'errors/unnoticed': {
      passed: { 'it is in the log': { ...says('', 500), log, target: { ...ours, ...failing } } },
      failed: { 'nothing is': { ...says('', 500), log: 'Listening\n', target: { ...ours, ...failing } } },
      skipped: {
        'nothing fails': says('ok', 200),
        'the log is elsewhere': { ...says('', 500), log: '' },
        'the log is not seen': { ...says('', 500), log: null },
      },
    },
    'errors/not-found': {
      passed: {
        'not repeated': says('<h1>Not Found</h1>', 404),
        'repeated as JSON': { app: repeating(json, String) },
        'a page for all paths': { app: { status: 200, headers: html, text: '<div id=app></div>' } },
      },
      failed: {
        'repeated as text': { app: repeating(html, escaped) },
        'repeated as markup': { app: repeating(html, String) },
        'repeated as markup by the app itself': { app: repeating(html, String), target: own },
        'repeated as markup in a page for all paths': { app: repeating(html, String, 200) },
      },
      skipped: {
        'repeated as text by the app itself': { app: repeating(html, escaped), target: own },
        'a page for all paths that names them': { app: repeating(html, escaped, 200) },
        'a limit answers': says('', 429),
      },
    },
    'errors/crash': {
      passed: {
        'it is refused': says('', 400),
        'it fails, and lives': says('', 500),
        'where a body is checked': {
          ...says('', 400),
          target: { routes: [route('POST', '/users', { validated: true, reads: reading({ body: ['name'] }) })] },
        },
      },
      failed: {
        'the app ended': { ...says('', 0), alive: false },
        'no answer': { app: ({ body }) => ({ status: typeof body === 'string' ? 0 : 401 }) },
      },
      skipped: {
        'a wrong password is not answered, either': says('', 0),
        'there is no such route': { target: { routes: [route('POST', '/users')] } },
      },
    },
  });

  it.each([
    '{"error":"Validation failed","fields":{"email":["Invalid email"]}}',
    'Route GET:/no-such-page not found',
    '{"message":"The account at example.com is not active","code":"E_INACTIVE"}',
    '{"error":"Password is not valid","path":"/auth/login"}',
    '<a href="/home/about">Home</a>',
  ])('take nothing amiss in %s', (text) => {
    expect(leakIn(text)).toBeNull();
  });

  it('know the message of the log in JSON and in HTML', () => {
    const written = 'Error: the "users" table is <locked>\n';
    expect(repeatsLog('{"e":"the \\"users\\" table is <locked>"}', written)).toBe(true);
    expect(repeatsLog('the &quot;users&quot; table is &lt;locked&gt;', written)).toBe(true);
    expect(repeatsLog('Internal Server Error', written)).toBe(false);
  });

  it('ask for what a route reads, and for what failed before', () => {
    const odd = errorsProbes.find(({ id }) => id === 'errors/odd-query')!;
    const products = route('GET', '/products', { reads: reading({ query: ['q'] }) });
    const requests = odd.requests({
      ...failing,
      routes: [login, products, route('GET', '/logout', { reads: reading({ query: ['q'] }) })],
      home: '/',
      page: null,
      data: null,
      file: null,
      unknown: () => '/none',
    } as never);
    const paths = 'skip' in requests ? [] : requests.map(({ path }) => path);
    expect(paths).toContain('/boom');
    expect(paths).toContain('/products?q=a&q=b');
    expect(paths.filter((path) => path.includes('logout'))).toEqual([]);
  });
});
