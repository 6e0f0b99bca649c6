import { describe } from 'vitest';
import { xssProbes } from '../../../src/measures/xss/probes';
import { type App, reading, route, testProbes } from '../verdicts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const target = { routes: [route('GET', '/search', { reads: reading({ query: ['term'] }) })] };

/** Answers with what stands behind `term`, or in the path. */
const showing =
  (headers: Record<string, string>, write: (text: string) => string, of: RegExp = /term=(.*)/): App =>
  ({ path }) => ({ headers, text: write(decodeURIComponent(of.exec(path)?.[1] ?? '')) });

describe('probes of reflected markup', () => {
  testProbes(xssProbes, {
    'xss/reflected': {
      passed: {
        'as text': { app: showing(html, (text) => text.replaceAll('<', '&lt;')), target },
        'as JSON': { app: showing({ 'content-type': 'application/json' }, String), target },
        'nothing is shown': { app: { headers: html }, target },
        'without a type, and not to be guessed': {
          app: showing({ 'x-content-type-options': 'nosniff' }, String),
          target,
        },
      },
      failed: {
        'as markup': { app: showing(html, (text) => `<p>Results for ${text}</p>`), target },
        'without a type': { app: showing({}, String), target },
        'of the path': { app: showing(html, String, /^(.*)/) },
      },
      skipped: { 'a limit answers': { app: { status: 429 } } },
    },
  });
});
