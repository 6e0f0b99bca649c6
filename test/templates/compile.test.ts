import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot } from '../support/boot';
import { ask } from '../support/http';
import { probes, type Target } from '../support/probes';
import { forms, install, makeApp, type FormName, type Installation } from './workshop';

const secrets = { DATABASE_URL: 'postgres://localhost/shop', JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };
const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const typed = (Object.keys(forms) as FormName[]).filter((name) => forms[name].form.language === 'ts');
const plan: { express: 4 | 5; names: FormName[] }[] = everything
  ? [
      { express: 4, names: typed },
      { express: 5, names: typed },
    ]
  : [{ express: 4, names: ['ts-cjs-without-interop'] }];

describe.each(plan)('under strict settings, with the types of Express $express', ({ express, names }) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await install(express);
  }, 120_000);
  afterAll(() => installation.remove());

  it.each(names)(
    '%s compiles, and starts where it was emitted',
    async (form) => {
      const redis = { 'rate-limit': { store: 'redis' } };
      const { cwd, entry } = await makeApp(installation, form, { form, data: redis });
      if ('noEmit' in forms[form].options!) return;
      const running = await boot(entry, { cwd, env: secrets });
      expect((await ask(running.port, { path: '/' })).status).toBe(200);
      await running.stop();
    },
    60_000,
  );

  if (!everything) return;

  const drop = { unknownKeys: 'drop' };
  const variants = {
    'the smallest of everything': {
      headers: { helmet: false },
      validate: drop,
      schemas: drop,
      'rate-limit': { trustProxy: true, mode: 'observe' },
      limits: { shutdown: false },
      env: { dotenv: { path: null }, variables: [{ name: 'A', required: true, secret: false }], allowMissing: true },
      cors: { fallback: 'same-origin' },
    },
    'everything switched on': {
      headers: { csp: 'enforce', reportUri: '/csp' },
      env: { dotenv: { path: '../../a/.env', fromHere: true } },
      errors: { asyncHandlers: true, publicMessage: true },
    },
  };
  it.each(Object.entries(variants))(
    '%s compiles',
    async (name, data) => {
      const made = makeApp(installation, name.replaceAll(' ', '-'), { form: 'ts-esm', data });
      await expect(made).resolves.toMatchObject({});
    },
    60_000,
  );
});

if (everything) {
  const older = [
    {
      express: 4 as const,
      form: 'ts-cjs' as const,
      limiterMajor: 6,
      packages: ['express-rate-limit@6', 'zod@3', 'helmet@5', 'ioredis@5', 'dotenv@16'],
    },
    {
      express: 5 as const,
      form: 'ts-esm' as const,
      limiterMajor: 7,
      packages: ['express-rate-limit@7', 'zod@3', 'helmet@7', 'ioredis@5', 'dotenv@17'],
    },
  ];
  describe.each(older)('with $packages', ({ express, form, limiterMajor, packages }) => {
    let installation: Installation;
    let target: Target;
    let stop = async (): Promise<void> => undefined;
    beforeAll(async () => {
      installation = await install(express, packages);
      const data = { 'rate-limit': { limiterMajor, store: 'redis' }, env: { dotenv: { path: null } } };
      const { cwd, entry } = await makeApp(installation, 'older', { form, data });
      const env = {
        ...secrets,
        ALLOWED_ORIGINS: 'https://shop.example.com',
        PUBLIC_URL: 'https://app.example.com',
      };
      const running = await boot(entry, { cwd, env });
      stop = running.stop;
      const { port, alive } = running;
      const origins = { allowed: 'https://shop.example.com', foreign: 'https://evil.example', home: env.PUBLIC_URL };
      target = { port, alive, ...origins, globalLimit: 40, loginLimit: 5 };
    }, 120_000);
    afterAll(async () => {
      await stop();
      await installation.remove();
    });

    it.each(probes)('$id: $must', ({ run }) => run(target));
  });
}
