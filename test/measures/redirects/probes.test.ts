import { describe } from 'vitest';
import { redirectsProbes } from '../../../src/measures/redirects/probes';
import { type App, reading, route, testProbes } from '../verdicts';

const target = { routes: [route('GET', '/go', { reads: reading({ query: ['next'] }) })] };
/** One that sends who asks on, by a parameter that only its own code knows. */
const unusual = { routes: [route('GET', '/go', { leadsOn: true, reads: reading({ query: ['volgende'] }) })] };
const unrelated = { routes: [route('GET', '/go', { reads: reading({ query: ['volgende'] }) })] };
const home = 'https://app.example.com';

/** Sends on to what `choose` makes of the address that came with the request. */
const sending =
  (choose: (next: string) => string): App =>
  ({ path }) => ({ status: 302, headers: { location: choose(new URL(path, home).searchParams.get('next')!) } });
const safe = (next: string): string =>
  URL.canParse(next, home) && new URL(next, home).origin === home
    ? `/${new URL(next, home).pathname.replace(/^[/\\]+/, '')}`
    : '/';

describe('probes of redirects', () => {
  testProbes(redirectsProbes, {
    'redirects/elsewhere': {
      passed: { 'only on the site': { app: sending(safe), target }, 'no redirect': { app: { status: 200 }, target } },
      failed: {
        anywhere: { app: sending(String), target },
        'by a parameter of another name': {
          app: ({ path }) => ({
            status: 302,
            headers: { location: new URL(path, home).searchParams.get('volgende') ?? '/' },
          }),
          target: unusual,
        },
        'what begins with a slash': { app: sending((next) => (next.startsWith('/') ? next : '/')), target },
        'what begins like the own address': { app: sending((next) => (next.startsWith(home) ? next : '/')), target },
        'a path with slashes left in front': {
          app: sending((next) =>
            URL.canParse(next, home) && new URL(next, home).origin === home ? new URL(next, home).pathname : '/',
          ),
          target,
        },
      },
      skipped: {
        'no route leads anywhere': {},
        'such a route is none': { target: unrelated },
        'a limit answers': { app: { status: 429 }, target },
      },
    },
  });
});
