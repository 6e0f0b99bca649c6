import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hmac, token, unsigned } from '../support/jwt';
import { freePort, Redis } from '../support/redis';
import { Bench, type Modules } from './bench';
import { type FormName, forms } from './workshop';

interface User {
  id: string | number;
  roles?: string[];
}
interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}
interface TokensModule {
  issueTokens(user: User): Promise<Tokens>;
  refreshTokens(token: unknown, find: (id: string) => unknown): Promise<Tokens | undefined>;
  revokeTokens(token: unknown): Promise<void>;
  revokeAllTokens(user: string | number): Promise<void>;
  verifyAccessToken(token: unknown): Promise<{ id: string; roles: string[] } | undefined>;
}

const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const SECRET = '7dcf6b0ad5274c5d9fd7b9b5c0f2a1e433';
const names = { issuer: 'shop', audience: 'shop' };
const inMemory: Modules = { tokens: 'tokens/own.ts', 'refresh-store': 'tokens/refresh-store.ts' };
const inRedis: Modules = { ...inMemory, 'refresh-redis': 'tokens/refresh-redis.ts', redis: 'rate-limit/redis.ts' };
const HOUR = 3_600_000;
const find = (id: string): User => ({ id, roles: ['user'] });

// What an app has already is not replaced.
describe.each(everything ? [6, 5, 4] : [6])('with jose %i', (jose) => {
  let bench: Bench;
  let redis: Redis;
  beforeAll(async () => {
    [bench, redis] = await Promise.all([Bench.with([`jose@${jose}`, 'ioredis@6', '@types/node@20']), Redis.start()]);
  }, 120_000);
  afterAll(() => Promise.all([bench.remove(), redis.stop()]));

  beforeEach(() => vi.stubEnv('ACCESS_TOKEN_SECRET', SECRET));
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const load = (): Promise<TokensModule> => bench.load<TokensModule>(inMemory, { ...names, store: 'memory' });
  const loadShared = (): Promise<TokensModule> => {
    vi.stubEnv('REDIS_URL', redis.url);
    return bench.load<TokensModule>(inRedis, { ...names, store: 'redis' });
  };
  const later = (milliseconds: number): void => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  };
  const quiet = () => vi.spyOn(console, 'warn').mockReturnValue();

  describe('an access token of our own', () => {
    const now = (): number => Math.floor(Date.now() / 1000);
    const kid = createHash('sha256').update(SECRET).digest('base64url').slice(0, 8);
    const header = (more: object = {}): object => ({ alg: 'HS256', typ: 'at+jwt', kid, ...more });
    const claims = (more: object = {}): object => ({ iss: 'shop', aud: 'shop', sub: '1', exp: now() + 300, ...more });
    const good = hmac(SECRET);

    it('says who sent it, for ten minutes', async () => {
      const { issueTokens, verifyAccessToken } = await load();
      const { accessToken, expiresIn } = await issueTokens({ id: 7, roles: ['admin'] });
      expect(await verifyAccessToken(accessToken)).toMatchObject({ id: '7', roles: ['admin'] });
      expect(expiresIn).toBe(600);
      later(599_000);
      expect(await verifyAccessToken(accessToken)).toBeDefined();
      later(11_000);
      expect(await verifyAccessToken(accessToken)).toBeUndefined();
    });

    it('made by hand is one, so that what is refused below is refused for its flaw', async () => {
      expect(await (await load()).verifyAccessToken(token(header(), claims(), good))).toMatchObject({
        id: '1',
        roles: [],
      });
    });

    it.each<[string, () => unknown]>([
      ['has no signature', () => token(header({ alg: 'none' }), claims(), unsigned)],
      ['was signed with something else', () => token(header(), claims(), hmac('secret'))],
      ['has another algorithm', () => token(header({ alg: 'HS512' }), claims(), hmac(SECRET, 'sha512'))],
      ['is of another kind', () => token(header({ typ: 'JWT' }), claims(), good)],
      ['says nothing of its kind', () => token(header({ typ: undefined }), claims(), good)],
      ['names no key', () => token(header({ kid: undefined }), claims(), good)],
      ['names another key', () => token(header({ kid: '../../etc' }), claims(), good)],
      ['is over', () => token(header(), claims({ exp: now() - 60 }), good)],
      ['never ends', () => token(header(), claims({ exp: undefined }), good)],
      ['is for later', () => token(header(), claims({ nbf: now() + 60 }), good)],
      ['is of another app', () => token(header(), claims({ iss: 'other' }), good)],
      ['is for another app', () => token(header(), claims({ aud: 'other' }), good)],
      ['is of nobody', () => token(header(), claims({ sub: undefined }), good)],
      ['is of a number', () => token(header(), claims({ sub: 1 }), good)],
      ['has an extension that nobody knows', () => token(header({ crit: ['x'], x: 1 }), claims(), good)],
      ['is huge', () => token(header(), claims({ x: 'x'.repeat(10_000) }), good)],
      ['is a list', () => [token(header(), claims(), good)]],
      ['is undefined', () => undefined],
    ])('opens nothing where it %s', async (_name, make) => {
      expect(await (await load()).verifyAccessToken(make())).toBeUndefined();
    });

    it('is no refresh token, nor the other way round', async () => {
      const { issueTokens, refreshTokens, verifyAccessToken } = await load();
      const { accessToken, refreshToken } = await issueTokens({ id: 1 });
      expect(await verifyAccessToken(refreshToken)).toBeUndefined();
      expect(await refreshTokens(accessToken, find)).toBeUndefined();
    });

    it('is taken for a while after the secret was changed', async () => {
      const { issueTokens, verifyAccessToken } = await load();
      const { accessToken } = await issueTokens({ id: 1 });
      vi.stubEnv('ACCESS_TOKEN_SECRET', SECRET.toUpperCase());
      expect(await verifyAccessToken(accessToken)).toBeUndefined();
      vi.stubEnv('ACCESS_TOKEN_SECRET_PREVIOUS', SECRET);
      expect(await verifyAccessToken(accessToken)).toMatchObject({ id: '1' });
      const { accessToken: newer } = await issueTokens({ id: 2 });
      vi.stubEnv('ACCESS_TOKEN_SECRET_PREVIOUS', '');
      expect(await verifyAccessToken(newer)).toMatchObject({ id: '2' });
    });

    it('goes without an earlier secret that is too short, and says so once', async () => {
      vi.stubEnv('ACCESS_TOKEN_SECRET_PREVIOUS', 'short');
      const warned = quiet();
      const { issueTokens, verifyAccessToken } = await load();
      const { accessToken } = await issueTokens({ id: 1 });
      expect(await verifyAccessToken(accessToken)).toMatchObject({ id: '1' });
      expect(warned.mock.calls.filter(([text]) => String(text).includes('PREVIOUS'))).toHaveLength(1);
    });

    it.each([
      ['', 'ACCESS_TOKEN_SECRET is not set.'],
      ['0123456789012345678901234567890', 'ACCESS_TOKEN_SECRET has fewer than 32 bytes.'],
    ])('is neither made nor taken with the secret "%s"', async (secret, message) => {
      vi.stubEnv('ACCESS_TOKEN_SECRET', secret);
      const warned = quiet();
      const { issueTokens, verifyAccessToken } = await load();
      await expect(issueTokens({ id: 1 })).rejects.toMatchObject({ message, status: 503 });
      await expect(verifyAccessToken(token(header(), claims(), good))).rejects.toMatchObject({ message, status: 503 });
      await wait(20);
      // A module that another test has loaded may say it now as well.
      const told = secret === '' ? ['ACCESS_TOKEN_SECRET is not set: no token can be made.'] : [];
      expect([...new Set(warned.mock.calls.flat())]).toEqual(told);
    });

    it.each([undefined, null, '', {}, ['1']])('is not made for a user whose id is %j', async (id) => {
      await expect((await load()).issueTokens({ id: id as string })).rejects.toThrow(TypeError);
    });
  });

  describe.each([
    ['in the process', load],
    ['in Redis', loadShared],
  ])('refresh tokens kept %s', (_name, start) => {
    let tokens: TokensModule;
    let user: string;
    let count = 0;
    beforeEach(async () => {
      tokens = await start();
      user = `user ${(count += 1)} ${start.name}`;
    });

    it('give a new pair with the roles of today, and are used up', async () => {
      const first = await tokens.issueTokens({ id: user, roles: ['admin'] });
      const second = await tokens.refreshTokens(first.refreshToken, find);
      expect(second!.refreshToken).not.toBe(first.refreshToken);
      expect(await tokens.verifyAccessToken(second!.accessToken)).toMatchObject({ id: user, roles: ['user'] });
      expect((await tokens.refreshTokens(second!.refreshToken, find))!.refreshToken).not.toBe(second!.refreshToken);
    });

    it('that come a second time end their login, and no other', async () => {
      const warned = quiet();
      const [first, other] = [await tokens.issueTokens({ id: user }), await tokens.issueTokens({ id: user })];
      const second = await tokens.refreshTokens(first.refreshToken, find);
      const third = await tokens.refreshTokens(second!.refreshToken, find);
      expect(await tokens.refreshTokens(first.refreshToken, find)).toBeUndefined();
      expect(await tokens.refreshTokens(third!.refreshToken, find)).toBeUndefined();
      expect(warned.mock.calls).toEqual([['A refresh token came a second time: its login was ended.']]);
      expect(await tokens.refreshTokens(other.refreshToken, find)).toBeDefined();
    });

    it('that come at the same time give the same pair', async () => {
      const { refreshToken } = await tokens.issueTokens({ id: user });
      const all = await Promise.all(Array.from({ length: 10 }, () => tokens.refreshTokens(refreshToken, find)));
      expect(new Set(all.map((each) => each?.refreshToken)).size).toBe(1);
      expect(await tokens.refreshTokens(all[0]!.refreshToken, find)).toBeDefined();
    });

    it('that a thief and their owner use in turn are soon of use to neither', async () => {
      quiet();
      const { refreshToken: stolen } = await tokens.issueTokens({ id: user });
      let [owner, thief] = [stolen, stolen];
      let rounds = 0;
      for (; rounds < 5; rounds++) {
        const next = await tokens.refreshTokens(thief, find);
        if (next) thief = next.refreshToken;
        const after = await tokens.refreshTokens(owner, find);
        if (!after) break;
        owner = after.refreshToken;
        // The owner comes twice as often.
        owner = (await tokens.refreshTokens(owner, find))!.refreshToken;
      }
      expect(rounds).toBeLessThan(3);
      expect(await tokens.refreshTokens(thief, find)).toBeUndefined();
    });

    it('end with their login, or with all of a user', async () => {
      const [first, second] = [await tokens.issueTokens({ id: user }), await tokens.issueTokens({ id: user })];
      const other = await tokens.issueTokens({ id: `another ${user}` });
      await tokens.revokeTokens(first.refreshToken);
      expect(await tokens.refreshTokens(first.refreshToken, find)).toBeUndefined();
      await tokens.revokeAllTokens(user);
      expect(await tokens.refreshTokens(second.refreshToken, find)).toBeUndefined();
      expect(await tokens.refreshTokens(other.refreshToken, find)).toBeDefined();
      const again = await tokens.issueTokens({ id: user });
      expect(await tokens.refreshTokens(again.refreshToken, find)).toBeDefined();
    });

    it.each([undefined, null, 'somebody else'])('end where the user that is found is %j', async (found) => {
      const { refreshToken } = await tokens.issueTokens({ id: user });
      const other = typeof found === 'string' ? { id: found } : found;
      expect(await tokens.refreshTokens(refreshToken, () => Promise.resolve(other))).toBeUndefined();
      expect(await tokens.refreshTokens(refreshToken, find)).toBeUndefined();
    });

    it('are not lost where the user could not be looked up', async () => {
      const { refreshToken } = await tokens.issueTokens({ id: user });
      await expect(
        tokens.refreshTokens(refreshToken, () => Promise.reject(new Error('no database'))),
      ).rejects.toThrow();
      expect(await tokens.refreshTokens(refreshToken, find)).toBeDefined();
    });

    it('that are none are refused, and end nothing', async () => {
      const { refreshToken } = await tokens.issueTokens({ id: user });
      const noise = [
        '',
        'x',
        `${refreshToken}.x`,
        'a'.repeat(10_000),
        undefined,
        {},
        [refreshToken],
        `${'a'.repeat(22)}.${'b'.repeat(43)}`,
      ];
      for (const each of noise) {
        expect(await tokens.refreshTokens(each, find)).toBeUndefined();
        await tokens.revokeTokens(each);
      }
      expect(await tokens.refreshTokens(refreshToken, find)).toBeDefined();
    });
  });

  describe('with time, a login in the process', () => {
    beforeEach(() => void quiet());

    it('takes a token again for ten seconds only', async () => {
      const { issueTokens, refreshTokens } = await load();
      const { refreshToken } = await issueTokens({ id: 1 });
      const next = await refreshTokens(refreshToken, find);
      later(9_000);
      expect(await refreshTokens(refreshToken, find)).toMatchObject({ refreshToken: next!.refreshToken });
      later(2_000);
      expect(await refreshTokens(refreshToken, find)).toBeUndefined();
      expect(await refreshTokens(next!.refreshToken, find)).toBeUndefined();
    });

    it('ends after a week without its user', async () => {
      const { issueTokens, refreshTokens } = await load();
      const { refreshToken } = await issueTokens({ id: 1 });
      later(7 * 24 * HOUR);
      expect(await refreshTokens(refreshToken, find)).toBeUndefined();
    });

    it('ends after thirty days, however busy its user was', async () => {
      const { issueTokens, refreshTokens } = await load();
      let last = await issueTokens({ id: 1 });
      for (let day = 1; day < 30; day++) {
        later(24 * HOUR);
        last = (await refreshTokens(last.refreshToken, find))!;
        expect(last).toBeDefined();
      }
      later(24 * HOUR);
      expect(await refreshTokens(last.refreshToken, find)).toBeUndefined();
    });
  });

  describe('in Redis, a login', () => {
    it('is known to all processes, and outlives them', async () => {
      const folder = await bench.write(inRedis, { ...names, store: 'redis' }, 'js-esm');
      const call = async (code: string): Promise<string> => {
        const file = path.join(folder, `${createHash('sha256').update(code).digest('hex')}.mjs`);
        await writeFile(file, `import * as t from './tokens.js';\nconsole.log(await (${code}));`);
        const env = { PATH: process.env['PATH'], ACCESS_TOKEN_SECRET: SECRET, REDIS_URL: redis.url };
        return (await promisify(execFile)(process.execPath, [file], { env, timeout: 10_000 })).stdout.trim();
      };
      const first = await call(`t.issueTokens({ id: 'two processes' }).then((made) => made.refreshToken)`);
      const refresh = `t.refreshTokens('${first}', (id) => ({ id })).then((made) => made?.refreshToken)`;
      const [second, same] = await Promise.all([call(refresh), call(`${refresh} /* the other */`)]);
      expect(second).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
      expect(same).toBe(second);
    });

    it('keeps no token in clear, and nothing for ever', async () => {
      const { issueTokens, refreshTokens } = await loadShared();
      const { refreshToken } = await issueTokens({ id: 'kept' });
      await refreshTokens(refreshToken, find);
      const client = new (bench.require<{ Redis: new (url: string) => Client }>('ioredis').Redis)(redis.url);
      const all = await Promise.all(
        (await client.keys('refresh:*')).map(async (key) => [key, await client.pttl(key)] as const),
      );
      const login = await client.hgetall(`refresh:login:${refreshToken.split('.')[0]}`);
      client.disconnect();
      expect(all.every(([, left]) => left > 0 && left <= 30 * 24 * HOUR)).toBe(true);
      expect(login).toMatchObject({ user: 'kept', hash: expect.stringMatching(/^[\w-]{43}$/) });
      expect(JSON.stringify(login)).not.toContain(refreshToken.split('.')[1]);
    });

    it('cannot begin or go on while Redis is away: that is no wrong token', async () => {
      const warned = quiet();
      vi.stubEnv('REDIS_URL', `redis://127.0.0.1:${await freePort()}`);
      const { issueTokens, refreshTokens, verifyAccessToken } = await bench.load<TokensModule>(inRedis, {
        ...names,
        store: 'redis',
      });
      await expect(issueTokens({ id: 1 })).rejects.toMatchObject({ status: 503, statusCode: 503 });
      await expect(refreshTokens(`${'a'.repeat(22)}.${'b'.repeat(43)}`, find)).rejects.toMatchObject({ status: 503 });
      expect(await verifyAccessToken('no token')).toBeUndefined();
      expect(warned).toHaveBeenCalled();
    });
  });

  interface Client {
    keys(pattern: string): Promise<string[]>;
    pttl(key: string): Promise<number>;
    hgetall(key: string): Promise<Record<string, string>>;
    disconnect(): void;
  }

  const typed = (Object.keys(forms) as FormName[]).filter((name) => forms[name].form.language === 'ts');
  describe('under strict settings', () => {
    it.each(everything ? typed : (['ts-cjs-without-interop'] as const))(
      '%s compiles, with every choice',
      async (form) => {
        const modules = { ...inRedis, oidc: 'tokens/oidc.ts' };
        await bench.write(modules, { ...names, store: 'redis', rolesPath: ['roles'], discovery: true }, form);
        if (everything) await bench.write(inMemory, { ...names, store: 'memory' }, form);
      },
      60_000,
    );
  });
});
