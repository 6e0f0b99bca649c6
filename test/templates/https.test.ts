import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../support/boot';
import { ask, type Ask } from '../support/http';
import { startOwn } from './own-app';
import { install, type Installation } from './workshop';

const routes = `
security.secureApp(app);
app.use((_req, res) => res.send('let through'));
`;
const home = 'https://app.example.com';

describe.each(process.env['TEMPERED_TEST_ALL'] === '1' ? [4, 5] : [4])('plain http on Express %d', (express) => {
  let installation: Installation;
  let app: Running;
  beforeAll(async () => {
    installation = await install(express as 4 | 5);
    app = await startOwn(installation, 'https', routes, { env: { PUBLIC_URL: home } });
  }, 120_000);
  afterAll(async () => {
    await app.stop();
    await installation.remove();
  });
  const answer = async (request: Ask): Promise<string> => {
    const { status, headers } = await ask(app.port, request);
    return headers.location ? `${status} ${headers.location}` : String(status);
  };
  const publicPeer = '198.51.100.1';

  it.each<[string, Record<string, string>]>([
    ['straight from a client', { 'X-Peer': publicPeer }],
    ['from a client on this machine', {}],
    ['as a proxy says', { 'X-Peer': '10.0.0.1', 'X-Forwarded-Proto': 'http' }],
    ['as the proxy next to the client says', { 'X-Forwarded-Proto': 'http, https' }],
    ['with a word that is not from a proxy', { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https' }],
  ])('is redirected, or refused, %s', async (_name, headers) => {
    expect(await answer({ path: '/a?b', headers })).toBe(`308 ${home}/a?b`);
    expect(await answer({ method: 'POST', path: '/a', headers })).toBe('403');
  });

  it.each<[string, Record<string, string>]>([
    ['a proxy says so', { 'X-Peer': '10.0.0.1', 'X-Forwarded-Proto': 'https' }],
    ['a proxy says so in capitals', { 'X-Forwarded-Proto': 'HTTPS' }],
    ['a proxy behind a socket file says so', { 'X-Peer': 'none', 'X-Forwarded-Proto': 'https' }],
    ['a proxy does not say', { 'X-Forwarded-For': publicPeer }],
    ['a proxy on this machine does not say', { Host: 'app.example.com' }],
    ['a proxy behind a socket file does not say', { 'X-Peer': 'none' }],
    ['a balancer or another service asks', { 'X-Peer': '::ffff:10.0.0.1' }],
    ['a browser shows it', { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https', 'Sec-Fetch-Site': 'none' }],
  ])('may be https, and is let through, where %s', async (_name, headers) => {
    expect(await answer({ path: '/a', headers })).toBe('200');
    expect(await answer({ method: 'POST', path: '/a', headers })).toBe('200');
  });

  it('goes through where the redirect comes back, and no other request with it', async () => {
    const headers = { 'X-Peer': publicPeer, 'X-Forwarded-Proto': 'https' };
    expect(await answer({ path: '/back', headers })).toBe(`308 ${home}/back`);
    expect(await answer({ path: '/back', headers: { 'X-Peer': publicPeer } })).toBe(`308 ${home}/back`);
    expect(await answer({ path: '/other', headers })).toBe(`308 ${home}/other`);
    expect(await answer({ method: 'POST', path: '/back', headers })).toBe('403');
    expect(await answer({ path: '/back', headers })).toBe('200');
  });

  it('is answered to a health check, and nothing else, of anybody', async () => {
    const headers = { 'X-Peer': publicPeer };
    expect(await answer({ path: '/healthz', headers })).toBe('200');
    expect(await answer({ method: 'HEAD', path: '/healthz', headers })).toBe('200');
    expect(await answer({ method: 'POST', path: '/healthz', headers })).toBe('403');
  });

  it('is warned of once where nobody says how the client came', () => {
    expect(app.output().match(/not redirected/g)).toHaveLength(1);
    expect(app.output().match(/does not cover/g)).toHaveLength(1);
  });
});
