import { describe, expect, it } from 'vitest';
import { cookiesOf, isAuthority } from '../../../src/measures/cookies/cookies';
import { cookiesProbes } from '../../../src/measures/cookies/probes';
import { looked, testProbes } from '../verdicts';

const sets = (...lines: string[]) => ({ app: { headers: { 'set-cookie': lines } } });
const good = sets('sid=s%3Aabc; Path=/; HttpOnly; Secure; SameSite=Lax', 'theme=dark');
const others = sets('theme=dark', 'XSRF-TOKEN=abc; Path=/', 'session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT');

describe('probes of cookies', () => {
  testProbes(cookiesProbes, {
    'cookies/script': {
      passed: { HttpOnly: good },
      failed: {
        'without HttpOnly': sets('connect.sid=abc; Path=/; Secure'),
        'seen before': { target: { looked: [looked('/', { headers: { 'set-cookie': ['token=abc'] } })] } },
      },
      skipped: { 'no cookie stands for a login': others },
    },
    'cookies/plain-http': {
      passed: { Secure: good },
      failed: { 'without Secure': sets('sid=abc; HttpOnly; SameSite=Lax') },
      skipped: { 'no cookie at all': {} },
    },
    'cookies/foreign-page': {
      passed: { SameSite: good, 'for other sites, by decision': sets('sid=abc; HttpOnly; Secure; SameSite=None') },
      failed: { 'without SameSite': sets('sid=abc; HttpOnly; Secure') },
      skipped: { 'no cookie stands for a login': others },
    },
  });

  it('read what an answer sets', () => {
    const [cookie] = cookiesOf(looked('/', { headers: { 'set-cookie': ['a=b=c; Path=/x; HttpOnly'] } }));
    expect(cookie).toEqual({
      name: 'a',
      value: 'b=c',
      attributes: new Map([
        ['path', '/x'],
        ['httponly', ''],
      ]),
    });
  });

  it.each(['sid', 'connect.sid', 'koa.sess', 'session', 'access_token', '__Host-session', 'jwt'])(
    'take %s for a login',
    (name) => {
      expect(isAuthority({ name, value: 'a', attributes: new Map() })).toBe(true);
    },
  );

  it.each(['_csrf', 'XSRF-TOKEN', 'theme', 'lang', 'inside'])('do not take %s for a login', (name) => {
    expect(isAuthority({ name, value: 'a', attributes: new Map() })).toBe(false);
  });
});
