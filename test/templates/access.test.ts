import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCode, renderTemplate } from '../../src/edits/template';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { ask, type Answer } from '../support/http';
import { accessApps, type AccessApp } from './access-apps';
import { compile, type FormName, forms, installFor, type Installation, ownStyle } from './workshop';

const everything = process.env['TEMPERED_TEST_ALL'] === '1';

/** What the measure gives to its template, by what says who is calling. */
const usual = {
  roles: ['role', 'roles', 'isAdmin'],
  flags: ['isAdmin'],
  adminRole: 'admin',
  apart: false,
  hasRoles: true,
};
const kinds: Record<string, JsonObject> = {
  tokens: { ...usual, identity: 'tokens', source: 'user', scheme: 'Bearer', events: true },
  user: { ...usual, identity: 'user', source: 'user', scheme: 'Bearer', events: false },
  session: { ...usual, identity: 'session', source: 'user', scheme: 'Session', events: true },
  apart: { ...usual, identity: 'session', source: 'userId', apart: true, scheme: 'Session', events: false },
  none: { ...usual, identity: 'none', source: 'user', scheme: 'Session', events: false },
};

/** Stands for the module of the measure tokens: what it must do is in its own tests. */
const tokens = `export interface Identity { id: string; roles: string[]; claims: Record<string, unknown> }
export async function verifyAccessToken(token: string): Promise<Identity | undefined> {
  if (token === 'key-server-is-away') throw new Error('no keys');
  const roles: Record<string, string[]> = { 'of-a-user': ['user'], 'of-an-admin': ['user', 'admin'] };
  return Object.hasOwn(roles, token) ? { id: token, roles: roles[token] ?? [], claims: {} } : undefined;
}
`;
const events = `export function report(event: string, request: object, details: object = {}): void {
  console.log('event', event, typeof request, JSON.stringify(details));
}
`;

async function write(installation: Installation, app: AccessApp, kind: string, form: FormName): Promise<string> {
  const cwd = path.join(installation.folder, `${kind}-${form}`);
  const { form: spelled, options } = forms[form];
  const extension = spelled.extension;
  await mkdir(path.join(cwd, 'src/security'), { recursive: true });
  await writeFile(
    path.join(cwd, 'package.json'),
    JSON.stringify({ type: spelled.module === 'esm' ? 'module' : 'commonjs' }),
  );
  await symlink(path.join(installation.folder, 'node_modules'), path.join(cwd, 'node_modules')).catch(() => undefined);
  const files = {
    'security/access': renderTemplate(app.template, kinds[kind]!, spelled, ownStyle),
    'security/tokens': renderCode(tokens, spelled, ownStyle),
    'security/events': renderCode(events, spelled, ownStyle),
    app: renderCode(app.source, spelled, ownStyle),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(cwd, 'src', file + extension), text);
  if (options) await compile(cwd, { ...options, ...app.compilerOptions });
  return path.join(cwd, options ? 'dist/app.js' : 'src/app.js');
}

/** In the ordinary run one framework, typed and not; together they are in all forms. */
const usually: FormName[] = ['js-cjs', 'ts-esm'];
const plan = accessApps.flatMap((app) => {
  const all = (Object.keys(forms) as FormName[]).filter((name) => app.typed !== true || forms[name].options);
  const majors = everything ? app.majors : app.isUsual ? app.majors.slice(-1) : [];
  return majors.map((major) => ({ app, title: `${app.title} ${major}`, major, names: everything ? all : usually }));
});

/** Every form once, and one of them with everything that may say who is calling. */
function compiled(names: readonly FormName[]): [form: FormName, kind: string][] {
  if (!everything) return [['ts-esm', 'tokens']];
  const all = Object.keys(kinds);
  const typed = names.filter((name) => forms[name].options);
  return [
    ...typed.map((name, index): [FormName, string] => [name, all[index % all.length]!]),
    ...all.map((kind): [FormName, string] => [typed[0]!, kind]),
  ];
}

describe.each(plan)('the guards on $title', ({ app, major, names }) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await installFor(app.framework, major);
  }, 180_000);
  afterAll(() => installation.remove());

  // An app emits nothing in some forms; it is enough that those compile.
  const bootable = names.find((name) => !('noEmit' in (forms[name].options ?? {})))!;

  it.each(compiled(names))(
    'as %s compile with %s, under strict settings',
    async (name, kind) => {
      await expect(write(installation, app, kind, name)).resolves.toMatch(/app\.js$/);
    },
    60_000,
  );

  describe('with tokens', () => {
    let running: Running;
    beforeAll(async () => {
      running = await boot(await write(installation, app, 'tokens', bootable), { cwd: installation.folder });
    }, 60_000);
    afterAll(() => running.stop());
    const get = (
      url: string,
      authorization?: string,
      more: { method?: string; headers?: Record<string, string> } = {},
    ): Promise<Answer> =>
      ask(running.port, {
        path: url,
        ...more,
        headers: { ...(authorization === undefined ? {} : { Authorization: authorization }), ...more.headers },
      });

    it.each<[string, string, string | undefined, number]>([
      ['nobody', '/admin', undefined, 401],
      ['nobody, who only has to be logged in', '/me', undefined, 401],
      ['a user', '/admin', 'Bearer of-a-user', 403],
      ['a user, who only has to be logged in', '/me', 'Bearer of-a-user', 200],
      ['an administrator', '/admin', 'Bearer of-an-admin', 200],
      ['a token that is not valid', '/me', 'Bearer made-up', 401],
      ['the scheme in lower case', '/me', 'bearer of-a-user', 200],
      ['another scheme', '/me', 'Basic of-a-user', 401],
      ['a token without scheme', '/me', 'of-a-user', 401],
      ['two tokens in one header', '/me', 'Bearer of-a-user, Bearer of-an-admin', 401],
      ['more behind the token', '/me', 'Bearer of-a-user of-an-admin', 401],
      ['a token in the query', '/me?access_token=of-a-user&token=of-a-user', undefined, 401],
      ['a role with the name of a method', '/constructor', 'Bearer of-an-admin', 403],
      ['the key server away', '/me', 'Bearer key-server-is-away', 503],
      ['a header of 12 kB', '/me', `Bearer ${'a'.repeat(12_000)}`, 401],
      ['a header of blanks', '/me', `Bearer${' '.repeat(12_000)}!`, 401],
    ])('answers %s', async (_who, url, authorization, status) => {
      const answer = await get(url, authorization);
      expect(answer.status).toBe(status);
      expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
    });

    it('says who is calling to the handler', async () => {
      expect((await get('/me', 'Bearer of-a-user')).json()).toMatchObject({ id: 'of-a-user' });
    });

    it('tells a client without a token from one whose token is not valid', async () => {
      expect((await get('/me')).headers['www-authenticate']).toBe('Bearer');
      expect((await get('/me', 'Bearer made-up')).headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    });

    it('refuses HEAD like GET', async () => {
      expect((await get('/admin', undefined, { method: 'HEAD' })).status).toBe(401);
    });

    it('lets a preflight pass without asking, and hands nothing on', async () => {
      const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'DELETE' };
      const answer = await get('/any', undefined, { method: 'OPTIONS', headers });
      expect([answer.status, answer.text]).toEqual([204, '']);
    });

    it('hands on no OPTIONS that is none', async () => {
      const expected = app.answersOptions ? 204 : 401;
      expect((await get('/any', undefined, { method: 'OPTIONS' })).status).toBe(expected);
    });

    it('keeps the headers that let other origins read a refusal', async () => {
      const { headers } = await get('/admin', undefined, { headers: { Origin: 'https://shop.example' } });
      expect(headers['access-control-allow-origin']).toBe('*');
    });

    it('reports what it refuses, once', async () => {
      const told = (event = 'token_rejected'): number => running.output().split(`event ${event}`).length - 1;
      await get('/me', 'Bearer of-a-user');
      await sleep(100);
      const before = told();
      await get('/me', 'Bearer made-up');
      await expect.poll(() => told() - before).toBe(1);
      const visitors = told('forbidden');
      await get('/me');
      await expect.poll(() => told('forbidden') - visitors).toBe(1);
      expect(told()).toBe(before + 1);
    });

    it('reports whom a role lets in, once, and nobody else', async () => {
      const told = (): number =>
        running.output().split('event privileged_access object {"user":"of-an-admin","role":"admin"}').length - 1;
      const before = told();
      await get('/me', 'Bearer of-an-admin');
      await get('/admin', 'Bearer of-a-user');
      await get('/admin', 'Bearer of-an-admin');
      await expect.poll(() => told() - before).toBe(1);
      await sleep(100);
      expect(told() - before).toBe(1);
    });
  });

  describe('with whom the app has found out', () => {
    let running: Running;
    beforeAll(async () => {
      running = await boot(await write(installation, app, 'user', bootable), { cwd: installation.folder });
    }, 60_000);
    afterAll(() => running.stop());
    const as = async (user: unknown): Promise<number> =>
      (await ask(running.port, { path: '/admin', headers: { 'X-User': JSON.stringify(user) } })).status;

    it.each<[unknown, number]>([
      [{ id: 1, role: 'admin' }, 200],
      [{ _id: 'a', roles: ['user', 'admin'] }, 200],
      [{ id: 1, role: 'user,admin' }, 200],
      [{ id: 1, isAdmin: true }, 200],
      [{ id: 1, isAdmin: 'true' }, 403],
      [{ id: 1, role: 'administrator' }, 403],
      [{ id: 1, role: 'Admin' }, 403],
      [{ id: 1, role: 'billing admin' }, 403],
      [{ id: 1, role: { admin: true } }, 403],
      [{ id: 1, roles: [['admin']] }, 403],
      [{ id: 1, roles: null }, 403],
      [{ id: 1 }, 403],
      ['ada', 403],
      [{ role: 'admin' }, 401],
      [{}, 401],
      ['', 401],
      [null, 401],
      [false, 401],
      [['admin'], 401],
    ])('answers %j with %d', async (user, status) => expect(await as(user)).toBe(status));
  });
});
