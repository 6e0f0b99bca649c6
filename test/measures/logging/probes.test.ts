import { describe, expect, it } from 'vitest';
import { loggingProbes } from '../../../src/measures/logging/probes';
import { outcomeOf, target, testProbes } from '../verdicts';

const [secrets, event] = loggingProbes;
const sent = secrets!.requests(target());
/** What an app logs that writes down all it gets. */
const everything = JSON.stringify(sent);
const queries = 'skip' in sent ? '' : `GET ${sent[0]!.path} 200\n`;
const agent = (() => {
  const requests = event!.requests(target());
  return 'skip' in requests ? '' : requests[0]!.headers!['user-agent'];
})();
const line = `{"event":"login_failed","ip":"198.18.0.1","ua":"${agent}"}\n`;
const access = `{"msg":"request completed","ua":"${agent}"}\n198.18.0.1 "POST /auth/login" "${agent}"\n`;
const hardened = { measures: ['logging'] };
const foreign = '{"event":"login_failed","ua":"curl"}\n';

describe('probes of the log', () => {
  testProbes(loggingProbes, {
    'logging/secrets': {
      passed: { 'nothing of it': { log: 'GET / 200\nPOST /auth/login 401\n' } },
      failed: {
        'all that was sent': { log: everything },
        'whole addresses': { log: queries },
        'a secret of the app': { log: 'Connecting with c0ffee00c0ffee00', target: { canaries: ['c0ffee00c0ffee00'] } },
      },
      skipped: { 'the log is not seen': { log: null } },
    },
    'logging/event': {
      passed: { 'one event': { log: access + line + foreign } },
      failed: {
        'two events': { log: line + line },
        'no event, though there is a security log': { log: access, app: { status: 401 }, target: hardened },
        'an event that could be anything': {
          log: line.replace('login_failed', 'forbidden'),
          app: { status: 401 },
          target: hardened,
        },
      },
      skipped: {
        'a login that is not there': { log: access, app: { status: 404 }, target: hardened },
        'a log of requests alone': { log: access },
        'the log is not seen': { log: null },
        'there is no login': { target: { routes: [] } },
      },
    },
  });

  it('name what was found, and not the secret itself', async () => {
    expect((await outcomeOf(secrets!, { log: queries })).evidence).toBe('a token in a query is in the log');
  });
});
