import { describe, expect, it } from 'vitest';
import { validationProbes } from '../../../src/measures/validation/probes';
import type { JsonObject } from '../../../src/types';
import type { ProbeRequest } from '../../../src/types/proof';
import { type App, login, reading, route, target, testProbes } from '../verdicts';

const users = route('POST', '/users', { validated: true, reads: reading({ body: ['email', 'name'] }) });
const search = route('GET', '/search', { reads: reading({ query: ['q'] }) });
const item = route('GET', '/items/1', { pattern: '/items/:id' });
const here = { routes: [login, users, search, item] };
const ours = { ...here, measures: ['validation'] };
const refusing = { ...ours, answers: { 'validation.unknownKeys': 'refuse' } };
const noLogin = { target: { routes: [] } };

const parsed = ({ body }: ProbeRequest): JsonObject =>
  (typeof body === 'string' ? JSON.parse(body) : body) as JsonObject;
const isText = (value: unknown): boolean => typeof value === 'string';
/** Refuses what is no text in a field, as a schema does; the rest is a wrong password. */
const strict: App = (request) => {
  const { email, password, name } = parsed(request) ?? {};
  return {
    status: isText(email) && (isText(password) || isText(name)) ? 401 : 400,
    text: '{"error":"validation_failed"}',
  };
};
/** A database that understands operators, behind a login that does not look. */
const naive: App = (request) => {
  const { email } = parsed(request) ?? {};
  return email !== null && typeof email === 'object' && !Array.isArray(email) ? { status: 200 } : { status: 401 };
};
const failing: App = (request) => (isText(parsed(request)?.['email']) ? { status: 401 } : { status: 500 });
const redirecting =
  (location: (request: ProbeRequest) => string): App =>
  (request) => ({ status: 302, headers: { location: location(request) } });
const always = (status: number, text = '') => ({ app: { status, text } });

const idApp =
  (answers: { none: number; sql: number; usual?: number }): App =>
  ({ path }) => ({
    status: path.endsWith('/1') ? (answers.usual ?? 200) : path.includes("'") ? answers.sql : answers.none,
  });

/** What a careless merge does: answers are indented from then on, or an inherited login is looked at. */
const polluted: App = (() => {
  let spaces = false;
  return (request) => {
    if (String(request.body).includes('json spaces')) spaces = true;
    return { status: request.method === 'POST' ? 400 : 200, text: spaces ? '{\n       "a": 1\n}' : '{"a":1}' };
  };
})();
const inheriting: App = ({ body }) => ({ status: String(body) === '{}' ? 400 : body === undefined ? 200 : 401 });

describe('probes of validation', () => {
  testProbes(validationProbes, {
    'validation/operators': {
      passed: {
        'refused for its form': { app: strict },
        'a wrong password': always(401),
        'back to the form, as for a wrong password': { app: redirecting(() => '/login?error=1') },
      },
      failed: {
        'let in': { app: naive },
        'let in by a redirect': {
          app: redirecting(({ body }) => (isText((body as JsonObject)['email']) ? '/login' : '/home')),
        },
        'the handler failed': { app: failing },
      },
      skipped: {
        'there is no login': noLogin,
        'a limit answers': always(429),
        'a wrong password fails as well': always(500),
      },
    },
    'validation/login-types': {
      passed: { 'refused for its form': { app: strict }, 'a wrong password': always(401) },
      failed: {
        'the handler failed': { app: failing },
        'one field is not looked at': {
          app: (request) => {
            const { email, password } = parsed(request) ?? {};
            if (!isText(password)) return { status: 400 };
            return { status: isText(email) ? 401 : 500 };
          },
        },
        'the app ended': { ...always(400), alive: false },
      },
      skipped: { 'there is no login': noLogin },
    },
    'validation/types': {
      passed: { 'refused for its form': { app: strict, target: here } },
      failed: {
        accepted: { ...always(201), target: here },
        'the handler failed': { ...always(500), target: here },
        'a route without the schema that it should have': {
          ...always(201),
          target: { ...ours, routes: [{ ...users, validated: false }] },
        },
      },
      skipped: {
        'no route checks its body': {},
        'somebody must log in first': { ...always(401), target: here },
        'the whole body is passed on': {
          ...always(201),
          target: { ...ours, routes: [{ ...users, validated: false, reads: { ...users.reads, whole: ['body'] } }] },
        },
      },
    },
    'validation/echo': {
      passed: { 'no value': { app: strict, target: ours } },
      failed: {
        'the value': { app: (request) => ({ status: 400, text: JSON.stringify(request.body) }), target: ours },
        'the value in a page': {
          app: (request) => ({
            status: 400,
            text: JSON.stringify(request.body),
            headers: { 'content-type': 'text/html' },
          }),
        },
      },
      skipped: {
        'as JSON, by a validator of its own': {
          app: (request) => ({ status: 422, text: JSON.stringify(request.body) }),
        },
        'not refused': always(200),
        'no route takes a body': noLogin,
      },
    },
    'validation/query': {
      passed: {
        'the list is refused': { app: ({ path }) => ({ status: path.includes('&') ? 400 : 200 }), target: ours },
        'the app copes': { ...always(200), target: here },
      },
      failed: {
        'the handler failed': { app: ({ path }) => ({ status: path.includes('&') ? 500 : 200 }), target: here },
        'the schema is not applied': { ...always(200), target: ours },
        'every query fails, by the schema': {
          ...always(500),
          log: 'TypeError: Cannot set property query of #<IncomingMessage> which has only a getter',
          target: ours,
        },
      },
      skipped: { 'no query is read': {}, 'it fails without a query': { ...always(500), target: ours } },
    },
    'validation/id': {
      passed: {
        'refused for its form': { app: idApp({ none: 400, sql: 400 }), target: here },
        'not there': { app: idApp({ none: 404, sql: 404 }), target: here },
      },
      failed: {
        'all rows': { app: idApp({ none: 404, sql: 200 }), target: here },
        'the database complains': { app: idApp({ none: 404, sql: 500 }), target: here },
        'what is no number fails': { app: idApp({ none: 500, sql: 500 }), target: here },
      },
      skipped: {
        'no route has an id': {},
        'any text is an id': { app: idApp({ none: 200, sql: 200 }), target: here },
        'no id works': { app: idApp({ none: 500, sql: 500, usual: 500 }), target: here },
        'somebody must log in first': { app: idApp({ none: 401, sql: 401, usual: 401 }), target: here },
      },
    },
    'validation/unknown-field': {
      passed: {
        'it is named': { ...always(400, '{"fields":{"body":["Unrecognized key: \\"role\\""]}}'), target: refusing },
      },
      failed: {
        'others alone are named': { ...always(400, '{"fields":{"body.email":["Invalid input"]}}'), target: refusing },
        accepted: { ...always(201), target: refusing },
      },
      skipped: {
        'unknown fields are dropped': { ...always(400), target: ours },
        'somebody must log in first': { ...always(401), target: refusing },
      },
    },
    'validation/prototype': {
      passed: { 'nothing changes': { app: strict }, 'the login fails either way': always(500) },
      failed: {
        'all answers change': { app: polluted },
        'inherited credentials are looked at': { app: inheriting },
        'it comes back': { app: ({ body }) => ({ status: 400, text: String(body) }) },
      },
      skipped: { 'there is no login': noLogin, 'an empty login ends the app': { app: { status: 0 }, alive: false } },
    },
    'validation/extra-field': {
      passed: { 'taken without it': { ...always(201, '{"email":"ada@example.com"}'), target: here } },
      failed: {
        'it comes back': { app: ({ body }) => ({ status: 201, text: String(body) }), target: here },
        'the handler failed': { ...always(500), target: here },
      },
      skipped: { 'no route checks its body': {} },
    },
  });

  it('send no valid value to a route that writes, unless they may', () => {
    const sent = validationProbes
      .filter(({ risk }) => risk !== 'write')
      .flatMap((probe) => {
        const requests = probe.requests(target(refusing));
        return 'skip' in requests ? [] : requests.filter(({ path }) => path.startsWith('/users'));
      });
    expect(sent.length).toBeGreaterThan(0);
    for (const request of sent) {
      const { email, name } = parsed(request);
      expect([isText(email), isText(name)]).toEqual([false, false]);
    }
  });
});
