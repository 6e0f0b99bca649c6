import { describe } from 'vitest';
import { httpsProbes } from '../../../src/measures/https/probes';
import { type App, testProbes } from '../verdicts';

const home = 'https://app.example.com';
const unknownHome = { settings: { home: null, allowed: null, foreign: 'https://evil.example' } };

/** Over http a redirect to what `to` makes of the request, or another status; over https a page, or 404. */
const over =
  (plain: (request: Parameters<App>[0]) => string | number): App =>
  (request) => {
    if (request.scheme !== 'http') return { status: request.path.startsWith('/no-such') ? 404 : 200 };
    const answer = plain(request);
    return typeof answer === 'string' ? { status: 308, headers: { location: answer } } : { status: answer };
  };
const canonical = over(({ path }) => home + (path.startsWith('/') && !path.startsWith('//') ? path : '/x'));
const host = ({ headers = {} }: Parameters<App>[0]): string =>
  headers['host'] ?? headers['x-forwarded-host'] ?? 'app.example.com';

describe('probes of https', () => {
  testProbes(httpsProbes, {
    'https/plain-http': {
      passed: {
        'all is redirected': { app: canonical },
        'to another name of the app': { app: over(({ path }) => `https://www.shop.example.com${path}`) },
        'all is refused': { app: over(() => 403) },
      },
      failed: {
        'answered in clear': { app: over(() => 200) },
        'a login in clear': { app: over(() => 401) },
        'the path is lost': { app: over(() => `${home}/`) },
        'the query is lost': { app: over(({ path }) => home + path.split('?')[0]) },
        'redirected in clear': { app: over(() => '/login') },
      },
      skipped: {
        'the address is not known': { app: canonical, target: unknownHome },
        'the address is not https': {
          app: over(() => 200),
          target: { settings: { ...unknownHome.settings, home: 'http://localhost:3000' } },
        },
        'there is only a health check': { app: canonical, target: { home: '/healthz' } },
      },
    },
    'https/host-header': {
      passed: { 'to the own host': { app: canonical }, 'no redirect': { app: over(() => 404) } },
      failed: {
        'to the Host of the request': { app: over((request) => `https://${host(request)}/`) },
        'over https as well': {
          app: (request) => ({ status: 302, headers: { location: `//${host(request)}/login` } }),
        },
      },
    },
    'https/other-target': {
      passed: { 'to the own host': { app: canonical }, 'no redirect': { app: over(() => 404) } },
      failed: {
        'the target as a URL': { app: over(({ path }) => new URL(path, home).href) },
        'the target behind the host': { app: over(({ path }) => home + path) },
        'the target alone': { app: over(({ path }) => path) },
        'a slash behind the name of a folder': {
          app: ({ path }) =>
            path.startsWith('//') ? { status: 301, headers: { location: `${path}/` } } : { status: 404 },
        },
      },
      skipped: { 'a limit answers': { app: { status: 429 } } },
    },
    'https/form': {
      passed: { 'refused over http only': { app: over(() => 403) } },
      failed: {
        redirected: { app: canonical },
        'as over https': { app: over(() => 404) },
        'taken in clear': { app: over(() => 200) },
      },
      skipped: {
        'refused over https as well': { app: { status: 403 } },
        'the address is not known': { app: canonical, target: unknownHome },
      },
    },
    'https/health': {
      passed: { 'answered over http': { app: { status: 200 } } },
      failed: {
        redirected: { app: canonical },
        'refused after some': { app: (_request, count) => ({ status: count > 5 ? 429 : 200 }) },
      },
      skipped: {
        'there is none': { target: { health: [] } },
        'it is not well': { app: { status: 503 } },
      },
    },
  });
});
