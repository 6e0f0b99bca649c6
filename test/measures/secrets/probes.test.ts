import { describe } from 'vitest';
import { secretsProbes } from '../../../src/measures/secrets/probes';
import { testProbes } from '../verdicts';

const target = { required: ['JWT_SECRET', 'DATABASE_URL'], canaries: ['c0ffee'.repeat(8)] };
const ending = { code: 1, output: 'The environment is not complete:\n  JWT_SECRET is not set\n' };
const file = (text: string, type = 'application/octet-stream') => ({
  app: { text, headers: { 'content-type': type } },
});

describe('probes of secrets', () => {
  testProbes(secretsProbes, {
    'secrets/missing': {
      passed: { 'it ends and names one': { target, ending } },
      failed: {
        'it listens': { target, ending: { ...ending, listened: true } },
        'it ends as if all was well': { target, ending: { ...ending, code: 0 } },
        'it names nothing': { target, ending: { code: 1, output: 'Error: no secret' } },
        'it prints the environment': {
          target,
          ending: { code: 1, output: 'JWT_SECRET is not set {"PATH":"/usr/bin"}' },
        },
      },
      skipped: {
        'nothing is demanded': {},
        'a warning is what was asked for': { target: { ...target, answers: { 'secrets.missing': 'warn' } } },
      },
    },
    'secrets/in-log': {
      passed: { 'no value is said': { target, ending: { output: 'Warning: JWT_SECRET is a placeholder' } } },
      failed: {
        'a value is said': { target, ending: { output: `Secret: ${target.canaries[0]}` } },
        'all values are': { target, ending: { output: "{ HOME: '/root', A: 'b' }" } },
      },
      skipped: { 'no secret was made up': {} },
    },
    'secrets/download': {
      passed: {
        'not there': { app: { status: 404 } },
        'a page for all paths': file('<div id="app"></div>\nA=b', 'text/html'),
        'another file': file('hello'),
      },
      failed: {
        'an env file': file('# production\nJWT_SECRET=abc\n'),
        'a repository': file('[core]\n\tbare = false\n'),
      },
    },
  });
});
