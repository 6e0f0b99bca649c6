import { describe } from 'vitest';
import { csrfProbes } from '../../../src/measures/csrf/probes';
import { type App, looked, testProbes } from '../verdicts';

const withCookie = (line: string) => ({ looked: [looked('/', { headers: { 'set-cookie': [line] } })] });
const target = withCookie('sid=abc; HttpOnly');
const checking: App = ({ headers = {} }) => ({ status: headers['sec-fetch-site'] === 'cross-site' ? 403 : 401 });

describe('probes of forged forms', () => {
  testProbes(csrfProbes, {
    'csrf/foreign-form': {
      passed: {
        'refused from elsewhere': { app: checking, target },
        'refused without a token': { app: { status: 403 }, target },
        'the cookie stays away': { app: { status: 401 }, target: withCookie('sid=abc; SameSite=Strict') },
      },
      failed: {
        'taken like its own': { app: { status: 401 }, target },
        'the cookie goes everywhere': { app: { status: 302 }, target: withCookie('sid=abc; SameSite=None; Secure') },
      },
      skipped: {
        'no cookie stands for a login': { app: checking },
        'nothing takes a form': { app: checking, target: { ...target, routes: [] } },
        'a limit answers': { app: { status: 429 }, target },
      },
    },
  });
});
