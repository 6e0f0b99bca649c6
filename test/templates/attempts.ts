import { beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../support/boot';
import { ask, type Ask } from '../support/http';

/** How many of some requests, one after the other, were let through. */
export async function letThrough(app: Running, count: number, request: (i: number) => Ask): Promise<number> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) statuses.push((await ask(app.port, request(i))).status);
  expect(statuses.every((status) => status < 500)).toBe(true);
  return statuses.filter((status) => status !== 429).length;
}

/** What the limits of logins have to do on every framework: five attempts on an account, thirty of an address. */
export function describeAttempts(start: () => Promise<Running>): void {
  describe('attempts to log in', () => {
    let app: Running;
    beforeAll(async () => {
      app = await start();
    });
    let clients = 0;
    const attempts = (count: number, of: (i: number) => Partial<Ask> & { body: object }): Promise<number> => {
      const headers = { 'X-Forwarded-For': `198.51.100.${(clients += 1)}` };
      return letThrough(app, count, (i) => ({ method: 'POST', path: '/login', headers, ...of(i) }));
    };
    const wrong = { username: 'victim', password: 'wrong' };

    it.each<[string, (i: number) => Partial<Ask> & { body: object }]>([
      ['plainly', () => ({ body: wrong })],
      ['with another name in another field', (i) => ({ body: { ...wrong, email: `decoy${i}` } })],
      ['with the name in a list', () => ({ body: { ...wrong, username: ['Victim '] } })],
      ['with a made-up name beside it', (i) => ({ body: { ...wrong, username: [`decoy${i}`, 'victim'] } })],
      ['with a made-up name behind it', (i) => ({ body: { ...wrong, username: ['victim', `decoy${i}`] } })],
      ['with accents', (i) => ({ body: { ...wrong, username: `vi${['', '\u0301', '\u0300', '\u200b'][i % 4]}ctim` } })],
      ['with the name in an object', () => ({ body: { user: { email: 'victim' } } })],
      ['with another method', () => ({ method: 'DELETE', body: wrong })],
      ['with the body of a GET', () => ({ method: 'GET', body: wrong })],
      ['at a form that redirects', (i) => ({ path: '/form', body: { ...wrong, email: `decoy${i}` } })],
      ['at a form that answers with a page', () => ({ path: '/page', body: wrong })],
    ])('on one account, %s, end after five', async (_name, of) => {
      expect(await attempts(20, of)).toBe(5);
    });

    it.each(['/login', '/form'])('on many accounts at %s end with the limit of the address', async (path) => {
      expect(await attempts(40, (i) => ({ path, body: { username: `user${i}`, password: 'wrong' } }))).toBe(30);
    });

    it.each(['/login', '/form', '/page'])('of many people behind one address all succeed at %s', async (path) => {
      expect(await attempts(100, (i) => ({ path, body: { username: `user${i}`, password: 'right' } }))).toBe(100);
    });

    it('that name no account share no counter but that of the address', async () => {
      expect(await attempts(40, () => ({ path: '/code', body: { code: '123456' } }))).toBe(30);
    });
  });
}
