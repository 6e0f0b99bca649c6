import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { check } from '../../../src/commands/check';
import type { CheckOptions } from '../../../src/commands/options';
import { memoryIo } from './io';
import { startRegistry, type Mood, type Registry } from '../../measures/supply-chain/registry';
import { temporaryFolder } from '../../temporary';

const manifest = { name: 'app', version: '1.0.0', dependencies: { minimist: '0.0.8' } };
const locked = {
  version: '0.0.8',
  resolved: 'https://registry.npmjs.org/minimist/-/minimist-0.0.8.tgz',
  integrity: '',
};
const files = {
  'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  'package-lock.json': JSON.stringify({
    ...manifest,
    lockfileVersion: 3,
    packages: { '': manifest, 'node_modules/minimist': locked },
  }),
};

/** As knip prints it, where a project has it. */
const knip = {
  'node_modules/.bin/knip':
    '#!/bin/sh\necho \'{"files":[],"issues":[{"file":"package.json","dependencies":[{"name":"minimist"}],"devDependencies":[]}]}\'\nexit 1\n',
};

describe('check --deps with npm', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.close());

  async function checked(mood: Mood, options: Partial<CheckOptions> = {}, more: Record<string, string> = {}) {
    registry.mood = mood;
    vi.stubEnv('npm_config_registry', registry.url);
    vi.stubEnv('npm_config_fetch_retries', '0');
    const root = await temporaryFolder({ ...files, ...more });
    for (const file of Object.keys(more)) await chmod(join(root, file), 0o755);
    const { io, texts } = memoryIo();
    const only = ['supply-chain', 'features'];
    const all: CheckOptions = { only, skip: [], format: 'json', report: [], failOn: 'high', deps: true, ...options };
    const code = await check(root, all, io);
    const { findings, notes } = JSON.parse(texts.stdout) as {
      findings: { rule: string; severity: string; file: string; line: number; message: string }[];
      notes: string[];
    };
    return { code, notes: notes.join('\n'), findings: findings.filter(({ rule }) => /-dependency$/.test(rule)) };
  }

  it('shows what is vulnerable and outdated at its line, with the next command, and says what knip needs', async () => {
    const { code, findings, notes } = await checked('finding');
    expect(code).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'supply-chain/outdated-dependency', severity: 'low', line: 5 }),
      expect.objectContaining({
        rule: 'supply-chain/vulnerable-dependency',
        severity: 'critical',
        line: 5,
        message: expect.stringMatching(/Prototype pollution .*Next: `npm install minimist@1\.2\.8`/) as string,
      }),
    ]);
    expect(notes).toContain('npm install --save-dev knip');
  });

  it('has nothing to say of what is clean, and shows what knip says that nothing uses', async () => {
    const { code, findings, notes } = await checked('clean', {}, knip);
    expect(code).toBe(0);
    expect(findings.map(({ rule }) => rule)).toEqual([
      'features/unused-dependency',
      'supply-chain/outdated-dependency',
    ]);
    expect(notes).toBe('');
  });

  it('ends with 3 where the registry gives no report, which is not taken for clean', async () => {
    const { code, findings, notes } = await checked(500);
    expect([code, findings]).toEqual([3, []]);
    expect(notes).toContain('Whether dependencies are vulnerable is not known: `npm audit --json` gave no report');
  });

  it('asks once at the root of a workspace, and shows each at the package.json that names it', async () => {
    const root = { name: 'shop', version: '1.0.0', workspaces: ['packages/*'] };
    const api = { name: 'api', version: '1.0.0', dependencies: { express: '5.1.0', lib: '1.0.0' } };
    const lib = { ...manifest, name: 'lib' };
    const packages = {
      '': root,
      'packages/api': api,
      'packages/lib': lib,
      'node_modules/api': { resolved: 'packages/api', link: true },
      'node_modules/lib': { resolved: 'packages/lib', link: true },
      'node_modules/minimist': locked,
    };
    registry.asked = 0;
    const { findings, notes } = await checked(
      'finding',
      {},
      {
        'package.json': JSON.stringify(root),
        'package-lock.json': JSON.stringify({ ...root, lockfileVersion: 3, packages }),
        'packages/api/package.json': JSON.stringify(api),
        'packages/lib/package.json': `${JSON.stringify(lib, null, 2)}\n`,
        'node_modules/.bin/knip':
          '#!/bin/sh\necho \'{"issues":[{"file":"packages/lib/package.json","dependencies":[{"name":"minimist"}]}]}\'\n',
      },
    );
    const found = findings.map(({ rule, file, line }) => [rule, file, line]);
    expect(found).toEqual([
      ['features/unused-dependency', 'packages/lib/package.json', 5],
      ['supply-chain/vulnerable-dependency', 'packages/lib/package.json', 5],
    ]);
    expect(findings.at(-1)?.message).toMatch(/Next: `npm install minimist@1\.2\.8` in packages\/lib\./);
    expect(registry.asked).toBe(1);
    expect(notes).toBe('');
  });

  it('asks nobody without the option', async () => {
    const { code, findings, notes } = await checked('finding', { deps: false }, knip);
    expect([code, findings, notes]).toEqual([0, [], '']);
  });
});
