import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Bench } from './bench';
import { type FormName, forms } from './workshop';

interface Passwords {
  hashPassword(password: unknown): Promise<string>;
  verifyPassword(
    password: unknown,
    stored?: string | null,
    old?: { old?: (password: string) => string; renew?: (hash: string) => unknown },
  ): Promise<boolean>;
  needsRehash(stored: string): boolean;
}

const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
// The binary that argon2 0.45 brings for Linux on x64 ends the process here: it is compiled against, and not run.
const libraries = everything ? ['bcryptjs', 'bcrypt'] : ['bcryptjs'];
const compiled = everything ? [...libraries, 'argon2'] : libraries;
const modules = { passwords: 'passwords/passwords.ts' };
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.with([...compiled, '@types/node@20', ...(everything ? ['@types/bcrypt'] : [])]);
}, 120_000);
afterAll(() => bench.remove());

/** With less work than in earnest: what is measured is compared, and no more. */
async function load(library: string): Promise<Passwords> {
  const file = path.join(await bench.write(modules, { library }, 'js-cjs'), 'passwords.js');
  await writeFile(file, (await readFile(file, 'utf8')).replace('const COST = 12;', 'const COST = 9;'));
  return bench.require<Passwords>(file);
}

describe.each(libraries)('passwords hashed with %s', (library) => {
  let passwords: Passwords;
  let stored: string;
  beforeAll(async () => {
    passwords = await load(library);
    stored = await passwords.hashPassword('tiger');
  });

  it('are known again, and others are not', async () => {
    expect(await passwords.verifyPassword('tiger', stored)).toBe(true);
    expect(await passwords.verifyPassword('Tiger', stored)).toBe(false);
    expect(passwords.needsRehash(stored)).toBe(false);
    expect(passwords.needsRehash(stored.replace('$09$', '$08$'))).toBe(true);
  });

  it('are never right where nothing, or no hash of this kind, is stored', async () => {
    for (const other of [undefined, null, '', 'tiger', md5('tiger')])
      expect(await passwords.verifyPassword('tiger', other)).toBe(false);
  });

  it.each([undefined, null, '', 7, {}, ['tiger'], { toString: () => 'tiger' }])('are texts, not %j', async (other) => {
    expect(await passwords.verifyPassword(other, stored)).toBe(false);
    await expect(passwords.hashPassword(other)).rejects.toMatchObject({ status: 400, statusCode: 400 });
  });

  it('are not cut: what is too long is refused', async () => {
    const longest = 72;
    await expect(passwords.hashPassword('a'.repeat(longest + 1))).rejects.toMatchObject({ status: 400 });
    // Characters may have several bytes.
    await expect(passwords.hashPassword('ä'.repeat(longest / 2 + 1))).rejects.toMatchObject({ status: 400 });
    expect(await passwords.verifyPassword('a'.repeat(1_000_000), stored)).toBe(false);
    const kept = await passwords.hashPassword('a'.repeat(longest));
    expect(await passwords.verifyPassword('a'.repeat(longest), kept)).toBe(true);
  });

  it('that were stored in another way are right, and renewed', async () => {
    const renew = vi.fn();
    expect(await passwords.verifyPassword('lion', md5('tiger'), { old: md5, renew })).toBe(false);
    expect(renew).not.toHaveBeenCalled();
    expect(await passwords.verifyPassword('tiger', md5('tiger'), { old: md5, renew })).toBe(true);
    expect(await passwords.verifyPassword('tiger', renew.mock.calls[0]![0] as string)).toBe(true);
  });

  it('take as long for a user who does not exist, from the first login on', async () => {
    const took = async (module: Passwords, row?: string): Promise<number> => {
      const began = performance.now();
      expect(await module.verifyPassword('lion', row)).toBe(false);
      return performance.now() - began;
    };
    const pairs: number[] = [];
    // Side by side, so that another program on this machine slows both; the middle one of three.
    // One that was made with less work is no quicker to tell, either.
    const cheaper = stored.replace('$09$', '$07$');
    const rows = [stored, cheaper, cheaper];
    for (const row of rows) pairs.push((await took(passwords)) / (await took(passwords, row)));
    const [, middle] = pairs.sort((a, b) => a - b);
    expect(middle).toBeGreaterThan(0.4);
    expect(middle).toBeLessThan(2.5);
    const [unknown, known] = [await took(await load(library)), await took(await load(library), stored)];
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3.5);
  });

  it.runIf(process.env['TEMPERED_TEST_ALL'] === '1')(
    'that all come at once wait for each other, and too many are told to come back',
    async () => {
      const module = await load(library);
      const cheap = `${stored.slice(0, 4)}04${stored.slice(6)}`;
      await module.verifyPassword('lion', cheap);
      const all = await Promise.allSettled(Array.from({ length: 130 }, () => module.verifyPassword('lion', cheap)));
      const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(refused).toHaveLength(130 - 100 - (library === 'bcryptjs' ? 1 : 2));
      expect(refused[0]).toMatchObject({ status: 503, statusCode: 503 });
      expect(await module.verifyPassword('tiger', stored)).toBe(true);
    },
  );
});

describe('the functions for passwords', () => {
  const typed = (Object.keys(forms) as FormName[]).filter((name) => forms[name].form.language === 'ts');
  const all = compiled.flatMap((library) => typed.map((form) => [library, form] as const));
  it.each(everything ? all : [['bcryptjs', 'ts-cjs-without-interop'] as const])(
    'of %s compile under strict settings in %s',
    async (library, form) => void (await bench.write(modules, { library }, form)),
    60_000,
  );

  it.each(libraries)('of %s load as an ES module', async (library) => {
    const folder = await bench.write(modules, { library }, 'js-esm');
    const module = (await import(/* @vite-ignore */ `${folder}/passwords.js`)) as Passwords;
    expect(await module.verifyPassword('lion', undefined)).toBe(false);
  });
});
