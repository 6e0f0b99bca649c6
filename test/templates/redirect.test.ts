import { expect, it } from 'vitest';
import { loadHelper } from './helpers';

interface Redirect {
  safeRedirect(target: unknown, fallback?: string): string;
}
const helper = 'redirects/redirect.ts';

it.each([
  '/',
  '/account',
  '/orders?page=2&sort=name',
  '/orders#last',
  '/a/b%2Fc?next=%2F%2Fevil.example',
  '/search?q=https://evil.example/',
  '/~ada/@home',
  'orders/7',
  '../orders?next=a:b',
  './settings#security',
  '?page=2&from=https://evil.example/',
  '#top',
])('leads to %j as it is', async (target) => {
  const { safeRedirect } = await loadHelper<Redirect>(helper);
  expect(safeRedirect(target)).toBe(target);
});

it.each([
  'https://evil.example/',
  'http://evil.example',
  'HTTPS://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  '//evil.example/',
  '///evil.example/',
  '////evil.example',
  '/\\evil.example/',
  '\\/evil.example/',
  '\\\\evil.example/',
  '/\t/evil.example/',
  '\t//evil.example/',
  ' //evil.example/',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\u0000//evil.example',
  '/.//evil.example/',
  '/..//evil.example/',
  '/a/..//evil.example/',
  '/%2e%2e//evil.example/',
  './/evil.example',
  '//evil.example@shop.example/',
  '//user:password@evil.example/',
  'https://shop.example@evil.example/',
  'https://shop.example.evil.example/',
  'https://this-site.invalid/',
  'http://this-site.invalid@evil.example/',
  'http://this-site.invalid:80//evil.example',
  '//evil.example:80',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,evil',
  'vbscript:x',
  'blob:https://evil.example/1',
  'file:///etc/passwd',
  'ftp://evil.example',
  'mailto:a@evil.example',
  'http://[',
  '//',
  'http://',
  '/\r\nSet-Cookie: a=b',
  '/%0d%0aSet-Cookie:%20a=b',
  '/\u2028//evil.example',
])('does not leave the site for %j', async (target) => {
  const { safeRedirect } = await loadHelper<Redirect>(helper);
  const found = safeRedirect(target);
  // As a browser reads it, in both kinds of sites.
  for (const page of ['https://shop.example/go', 'http://shop.example:3000/a/b'])
    expect(new URL(found, page).origin).toBe(new URL(page).origin);
  expect(found).toMatch(/^\/(?![/\\])|^[\w.]/);
  expect(found).not.toMatch(/[\0-\x20\x7f]/);
});

it('leads to other hosts where they are listed, over https', async () => {
  const { safeRedirect } = await loadHelper<Redirect>(helper);
  process.env['REDIRECT_HOSTS'] = 'login.example.com, Shop.example.com:8443';
  try {
    expect(safeRedirect('https://login.example.com/go?x=1#a')).toBe('https://login.example.com/go?x=1#a');
    expect(safeRedirect('https://me@shop.example.com:8443')).toBe('https://shop.example.com:8443/');
    for (const target of [
      'http://login.example.com/',
      '//login.example.com/',
      'https://login.example.com.evil.example/',
      'https://login.example.com:8443/',
      'https://login.example.com@evil.example/',
      'https://evil.example/login.example.com',
    ])
      expect(new URL(safeRedirect(target), 'https://app.example').host, target).toBe('app.example');
  } finally {
    delete process.env['REDIRECT_HOSTS'];
  }
});

it.each([[undefined], [null], [''], [7], [['/a', '//evil.example']], [{ toString: () => '/a' }]])(
  'has its fallback for %j',
  async (target) => {
    const { safeRedirect } = await loadHelper<Redirect>(helper);
    expect(safeRedirect(target)).toBe('/');
    expect(safeRedirect(target, 'https://shop.example/home')).toBe('https://shop.example/home');
  },
);
