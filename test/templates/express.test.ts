import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, type Running } from '../support/boot';
import { probes, type Target } from '../support/probes';
import { install, makeApp, type FormName, type Installation } from './workshop';

const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const all: FormName[] = ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'];
const plan: { express: 4 | 5; forms: FormName[] }[] = [
  { express: 4, forms: everything ? all : ['js-cjs'] },
  { express: 5, forms: everything ? all : ['ts-esm'] },
];

const secrets = { DATABASE_URL: 'postgres://localhost/shop', JWT_SECRET: '5f0c2d3e8a414c579d2b0a6f3c1e7b90aa' };
const settings = {
  ...secrets,
  ALLOWED_ORIGINS: ' https://shop.example.com/ ,https://admin.example.com,null',
  PUBLIC_URL: 'https://app.example.com/',
};

describe.each(plan)('the templates on Express $express', ({ express, forms }) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await install(express);
  }, 120_000);
  afterAll(() => installation.remove());

  describe.each(forms)('as %s, with all settings', (form) => {
    let running: Running;
    let target: Target;
    beforeAll(async () => {
      const { cwd, entry } = await makeApp(installation, form, { form });
      running = await boot(entry, { cwd, env: settings });
      target = {
        port: running.port,
        allowed: 'https://shop.example.com',
        foreign: 'https://evil.example',
        home: 'https://app.example.com',
        globalLimit: 40,
        loginLimit: 5,
        alive: running.alive,
      };
    }, 60_000);
    afterAll(() => running.stop());

    it.each(probes)('$id: $must', ({ run }) => run(target));

    it('logs the error that the client does not see, and warns of nothing', () => {
      expect(running.output()).toContain('secret detail');
      expect(running.output()).not.toMatch(/ERR_ERL|not set|Warning/);
    });
  });
});
