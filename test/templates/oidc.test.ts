import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { encoded, hmac, ProviderKey, token, unsigned } from '../support/jwt';
import { freePort } from '../support/redis';
import { Bench } from './bench';

interface Identity {
  id: string;
  roles: string[];
  claims: Record<string, unknown>;
}
type Verify = (token: unknown) => Promise<Identity | undefined>;

const AUDIENCE = 'https://api.example.com';
const now = (): number => Math.floor(Date.now() / 1000);
const first = new ProviderKey('first');
const second = new ProviderKey('second', 'ES256');
const stranger = new ProviderKey('first');

describe.each(process.env['TEMPERED_TEST_ALL'] ? [6, 5, 4] : [6])('with jose %i', (jose) => {
  let bench: Bench;
  /** What the provider has, and how often it was asked. */
  let provider: Server;
  let issuer: string;
  let keys: object[];
  let asked: string[];
  let status: number;
  let about: object;

  beforeAll(async () => {
    bench = await Bench.with([`jose@${jose}`]);
  }, 120_000);
  afterAll(() => bench.remove());

  beforeEach(async () => {
    [keys, asked, status, about] = [[first.jwk], [], 200, {}];
    provider = createServer((request, response) => {
      asked.push(request.url!);
      const known = { issuer, jwks_uri: `${issuer}keys`, ...about };
      const body = request.url!.endsWith('/keys') ? { keys } : known;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`;
    vi.stubEnv('OIDC_ISSUER', issuer);
    vi.stubEnv('OIDC_AUDIENCE', AUDIENCE);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
    provider.closeAllConnections();
    provider.close();
  });

  const load = async (rolesPath = ['roles'], discovery = true): Promise<Verify> =>
    (await bench.load<{ verifyAccessToken: Verify }>({ tokens: 'tokens/oidc.ts' }, { rolesPath, discovery }))
      .verifyAccessToken;

  const claims = (more: object = {}): Record<string, unknown> => ({
    iss: issuer,
    aud: AUDIENCE,
    sub: 'user 1',
    iat: now(),
    exp: now() + 300,
    roles: ['admin'],
    ...more,
  });
  const without = (name: string): object =>
    Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));

  describe('a token of a provider', () => {
    it('says who sent it, and its keys are fetched once', async () => {
      const verify = await load();
      const good = first.token(claims());
      expect(await verify(good)).toEqual({
        id: 'user 1',
        roles: ['admin'],
        claims: claims({ iat: expect.any(Number), exp: expect.any(Number) }),
      });
      await Promise.all(Array.from({ length: 20 }, () => verify(first.token(claims()))));
      expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    });

    it.each<[string, () => unknown]>([
      ['has no signature', () => token({ alg: 'none', typ: 'at+jwt' }, claims(), unsigned)],
      ['has none, and names the key', () => token({ alg: 'none', kid: 'first' }, claims(), unsigned)],
      [
        'was signed with the public key as a secret',
        () =>
          token({ alg: 'HS256', kid: 'first' }, claims(), hmac(first.public.export({ type: 'spki', format: 'pem' }))),
      ],
      [
        'was signed with the modulus as a secret',
        () =>
          token(
            { alg: 'HS256', kid: 'first' },
            claims(),
            hmac(Buffer.from((first.jwk as { n: string }).n, 'base64url')),
          ),
      ],
      ['was signed by somebody else under the same name', () => stranger.token(claims())],
      ['names a key that nobody has', () => first.token(claims(), { kid: 'nobody' })],
      ['brings its own key', () => stranger.token(claims(), { kid: undefined, jwk: stranger.jwk })],
      ['says where its key is', () => stranger.token(claims(), { kid: 'mine', jku: 'https://evil.example/keys' })],
      ['says another algorithm than the key', () => first.token(claims(), { alg: 'PS256' })],
      ['is of another issuer', () => first.token(claims({ iss: 'https://evil.example/' }))],
      ['has the issuer without its slash', () => first.token(claims({ iss: issuer.slice(0, -1) }))],
      ['has no issuer', () => first.token(without('iss'))],
      ['is for another audience', () => first.token(claims({ aud: 'https://other.example.com' }))],
      ['is for nobody', () => first.token(without('aud'))],
      ['is over', () => first.token(claims({ exp: now() - 60 }))],
      ['never ends', () => first.token(without('exp'))],
      ['ends at a text', () => first.token(claims({ exp: '9999999999' }))],
      ['is for later', () => first.token(claims({ nbf: now() + 120 }))],
      ['is of nobody', () => first.token(without('sub'))],
      ['is of an empty text', () => first.token(claims({ sub: '' }))],
      ['is of a number', () => first.token(claims({ sub: 7 }))],
      ['has an extension that nobody knows', () => first.token(claims(), { crit: ['x'], x: 1 })],
      ['is a logout token', () => first.token(claims(), { typ: 'logout+jwt' })],
      ['is bound to a key', () => first.token(claims({ cnf: { jkt: 'x' } }))],
      ['is an ID token', () => first.token(claims({ at_hash: 'x' }), { typ: 'JWT' })],
      ['is an ID token of Cognito', () => first.token(claims({ token_use: 'id' }), { typ: undefined })],
      ['is a list', () => token({ alg: 'RS256', kid: 'first' }, [claims()], first.sign)],
      ['is a text', () => token({ alg: 'RS256', kid: 'first' }, '"admin"', first.sign)],
      ['was altered', () => first.token(claims()).replace(/\.[^.]+\./, `.${encoded(claims({ sub: 'user 2' }))}.`)],
      ['lost its signature', () => first.token(claims()).replace(/[^.]+$/, '')],
      ['has a fourth part', () => `${first.token(claims())}.x`],
      ['is huge', () => first.token(claims({ x: 'x'.repeat(20_000) }))],
      ['is empty', () => ''],
      ['is no token', () => 'no.token.at-all'],
      ['has a head that is no JSON', () => `${encoded('{')}.${encoded(claims())}.x`],
      ['is undefined', () => undefined],
      ['is an object', () => ({ toString: () => first.token(claims()) })],
      ['is a list of tokens', () => [first.token(claims())]],
    ])('opens nothing where it %s', async (_name, make) => {
      expect(await (await load())(make())).toBeUndefined();
    });

    it('is not taken for one of ours where nothing but noise comes', async () => {
      const verify = await load();
      const parts = first.token(claims()).split('.');
      for (let count = 0; count < 300; count++) {
        const noisy = parts.map((part, index) => {
          if (index !== count % 3) return part;
          const at = (count * 7919) % part.length;
          return part.slice(0, at) + String.fromCharCode(33 + (count % 90)) + part.slice(at + 1 + (count % 2));
        });
        if (noisy.join() !== parts.join()) expect((await verify(noisy.join('.')))?.id ?? 'user 1').toBe('user 1');
      }
    });

    it('may come a little late or early: clocks differ', async () => {
      const verify = await load();
      expect(await verify(first.token(claims({ exp: now() - 3, nbf: now() + 3 })))).toBeDefined();
    });

    it('may have a new key, which is looked for at most every 30 seconds', async () => {
      const verify = await load();
      expect(await verify(first.token(claims()))).toBeDefined();
      keys = [first.jwk, second.jwk];
      expect(await verify(second.token(claims()))).toBeUndefined();
      expect(asked.filter((path) => path === '/keys')).toHaveLength(1);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
      expect(await verify(second.token(claims()))).toBeDefined();
      for (let count = 0; count < 20; count++) await verify(first.token(claims(), { kid: `made up ${count}` }));
      expect(asked.filter((path) => path === '/keys')).toHaveLength(2);
    });

    it('is refused when its key was taken away, ten minutes later', async () => {
      const verify = await load();
      const good = first.token(claims({ exp: now() + 3600 }));
      expect(await verify(good)).toBeDefined();
      keys = [second.jwk];
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
      expect(await verify(good)).toBeUndefined();
    });

    it('has to be of the type that is asked for', async () => {
      vi.stubEnv('OIDC_TOKEN_TYPE', 'at+jwt');
      const verify = await load();
      expect(await verify(first.token(claims()))).toBeDefined();
      expect(await verify(first.token(claims(), { typ: 'application/AT+JWT' }))).toBeDefined();
      expect(await verify(first.token(claims(), { typ: 'JWT' }))).toBeUndefined();
      expect(await verify(first.token(claims(), { typ: undefined }))).toBeUndefined();
    });

    it.each<[string, string[], object, string[]]>([
      ['a path', ['realm_access', 'roles'], { realm_access: { roles: ['a', 'b'] } }, ['a', 'b']],
      ['a name like an address', ['https://example.com/roles'], { 'https://example.com/roles': ['a'] }, ['a']],
      ['one text', ['scope'], { scope: 'read write' }, ['read', 'write']],
      ['nothing', ['realm_access', 'roles'], {}, []],
      ['something else', ['roles'], { roles: { admin: true } }, []],
      ['a list of other things', ['roles'], { roles: [1, null, 'a', ['admin']] }, ['a']],
      ['what every object has', ['constructor', 'name'], {}, []],
    ])('has its roles in %s', async (_name, path, more, roles) => {
      expect((await (await load(path))(first.token({ ...claims(), roles: undefined, ...more })))?.roles).toEqual(roles);
    });
  });

  describe('tokens cannot be verified', () => {
    const failing = async (verify: Verify): Promise<void> => {
      const began = Date.now();
      await expect(verify(first.token(claims()))).rejects.toMatchObject({ status: 503, statusCode: 503 });
      expect(Date.now() - began).toBeLessThan(4_000);
    };

    it.each(['OIDC_ISSUER', 'OIDC_AUDIENCE'])('without %s, which is said at start', async (name) => {
      vi.stubEnv(name, '');
      const warned = vi.spyOn(console, 'warn').mockReturnValue();
      await failing(await load());
      await wait(20);
      expect(warned.mock.calls).toEqual([[`Not set: ${name}. Until then no token can be verified.`]]);
      warned.mockRestore();
    });

    it('while the provider is away, and can when it is back', async () => {
      status = 500;
      const verify = await load();
      await failing(verify);
      await failing(verify);
      expect(asked).toHaveLength(1);
      status = 200;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6_000 });
      expect(await verify(first.token(claims({ exp: now() + 3600 })))).toBeDefined();
    });

    it('where nobody listens there', async () => {
      vi.stubEnv('OIDC_JWKS_URL', `http://127.0.0.1:${await freePort()}/keys`);
      await failing(await load());
    });

    // Its patience is three seconds.
    it.runIf(process.env['TEMPERED_TEST_ALL'])('where the provider hangs', async () => {
      provider.removeAllListeners('request');
      await failing(await load());
    });

    it('with what is no set of keys', async () => {
      keys = 'none' as unknown as object[];
      await failing(await load());
    });

    it('with a provider that calls itself something else', async () => {
      about = { issuer: 'https://evil.example/' };
      await failing(await load());
    });

    it.each([
      ['in its own words', () => void (about = { jwks_uri: 'http://keys.example.com/' })],
      ['in the settings', () => void vi.stubEnv('OIDC_JWKS_URL', 'http://keys.example.com/')],
      ['for all it says', () => void vi.stubEnv('OIDC_ISSUER', 'http://login.example.com/')],
    ])('by keys that come over plain http, %s', async (_name, set) => {
      set();
      await failing(await load());
      expect(asked.filter((path) => path === '/keys')).toEqual([]);
    });

    it('without the address of the keys, where Node.js has no fetch to look for it', async () => {
      const verify = await load(['roles'], false);
      await failing(verify);
      expect(asked).toEqual([]);
      vi.stubEnv('OIDC_JWKS_URL', `${issuer}keys`);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6_000 });
      expect(await verify(first.token(claims({ exp: now() + 3600 })))).toBeDefined();
    });

    it('but what is no such token is refused all the same', async () => {
      status = 500;
      const verify = await load();
      expect(await verify(token({ alg: 'HS256' }, claims(), hmac('secret')))).toBeUndefined();
      expect(await verify('no token')).toBeUndefined();
      expect(asked).toEqual([]);
    });
  });

  it('nothing is fetched, and nothing kept alive, by loading the module', async () => {
    await load();
    await wait(20);
    expect(asked).toEqual([]);
  });
});
