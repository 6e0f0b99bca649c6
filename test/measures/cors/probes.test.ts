import { describe } from 'vitest';
import { corsProbes } from '../../../src/measures/cors/probes';
import { type App, route, testProbes } from '../verdicts';

const listed = 'https://shop.example.com';
const inPlace = { target: { measures: ['cors'] } };
const changing = { target: { measures: ['cors'], routes: [route('PUT', '/orders/1')] } };
const noList = {
  target: { settings: { home: 'https://app.example.com', allowed: null, foreign: 'https://evil.example' } },
};

interface Kind {
  allows: (origin: string) => boolean | '*';
  credentials?: boolean;
  vary?: boolean;
  methods?: string;
}

const app =
  ({ allows, credentials = true, vary = true, methods = 'GET,PUT' }: Kind): App =>
  ({ headers = {}, method }) => {
    const { origin = '' } = headers;
    const allowed = allows(origin);
    return {
      status: method === 'OPTIONS' ? 204 : 200,
      headers: {
        ...(vary ? { vary: 'Accept, Origin' } : {}),
        ...(allowed ? { 'access-control-allow-origin': allowed === '*' ? '*' : origin } : {}),
        ...(allowed && credentials ? { 'access-control-allow-credentials': 'true' } : {}),
        ...(method === 'OPTIONS'
          ? { 'access-control-allow-methods': methods, 'access-control-allow-headers': 'authorization' }
          : {}),
      },
    };
  };

const list = app({ allows: (origin) => origin === listed });
const nobody = app({ allows: () => false });
const anybody = app({ allows: () => true });
const star = app({ allows: () => '*', credentials: false });
const error: App = ({ headers }) => ({ status: headers?.['origin'] === listed ? 200 : 500 });
/** The login: refused from the third time on, with or without the headers of the others. */
const limited =
  (readable: boolean): App =>
  (request, count) => ({ ...(readable ? list(request, count) : {}), status: count > 2 ? 429 : 401 });

describe('probes of CORS', () => {
  testProbes(corsProbes, {
    'cors/foreign': {
      passed: { 'a list': { app: list }, 'no CORS at all': { app: nobody } },
      failed: {
        'any origin': { app: star },
        'the origin that asks': { app: anybody },
        'an error': { app: error },
      },
      skipped: { 'a limit answers': { app: { status: 429 } } },
    },
    'cors/look-alike': {
      passed: { 'a list': { app: list }, 'no origin is known to look like': { app: list, ...noList } },
      failed: {
        'beginning alike': { app: app({ allows: (origin) => origin.startsWith(listed) }) },
        'ending alike': { app: app({ allows: (origin) => origin.endsWith('shop.example.com') }) },
        'the host alone': { app: app({ allows: (origin) => origin.endsWith('//shop.example.com') }) },
        'sandboxed pages': { app: app({ allows: (origin) => origin === 'null' }) },
      },
    },
    'cors/credentials': {
      passed: { 'a list': { app: list }, 'anybody, without cookies': { app: star } },
      failed: {
        'the origin that asks': { app: anybody },
        'everybody, against the rules': { app: app({ allows: () => '*' }) },
      },
    },
    'cors/preflight': {
      passed: { 'a list': { app: list } },
      failed: {
        'anybody when asked before': {
          app: (request, count) => (request.method === 'OPTIONS' ? anybody(request, count) : list(request, count)),
        },
      },
    },
    'cors/listed': {
      passed: { 'a list': { app: list, ...inPlace }, 'any origin': { app: star } },
      failed: { 'turned away': { app: nobody, ...inPlace } },
      skipped: { 'an app without a list': { app: nobody }, 'no list is known': { app: list, ...noList } },
    },
    'cors/listed-preflight': {
      passed: {
        'a list': { app: list, ...changing },
        'a method that no route has': { app: app({ allows: () => true, methods: 'GET' }), ...inPlace },
      },
      failed: {
        'turned away': { app: nobody, ...inPlace },
        'without the method': { app: app({ allows: () => true, methods: 'GET' }), ...changing },
      },
      skipped: { 'an app without a list': { app: nobody } },
    },
    'cors/cache': {
      passed: { 'kept apart': { app: list } },
      failed: { 'mixed up': { app: app({ allows: (origin) => origin === listed, vary: false }) } },
      skipped: { 'the same for all': { app: star } },
    },
    'cors/refusal': {
      passed: { readable: { app: limited(true), ...inPlace } },
      failed: { 'without the headers': { app: limited(false), ...inPlace } },
      skipped: {
        'no limit': { app: { status: 401 }, ...inPlace },
        'no login': { app: limited(true), target: { measures: ['cors'], routes: [] } },
      },
    },
  });
});
