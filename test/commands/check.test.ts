import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check';
import type { CheckOptions } from '../../src/commands/options';
import { UserError } from '../../src/errors';
import type { LeftOut } from '../../src/types';
import type { Io } from '../../src/ui/screen';
import { temporaryFolder } from '../temporary';

interface Checked {
  code: number;
  stderr: string;
  document: {
    project: { framework: string; app: string | null; withoutApp: string | null };
    findings: { rule: string; file: string; line: number }[];
    leftOut: LeftOut;
    suppressed: number;
    baselined: number;
    stale: object[];
    notes: string[];
  };
}

const checked = async (files: Record<string, string>, options: Partial<CheckOptions> = {}): Promise<Checked> =>
  checkedIn(await temporaryFolder(files), options);

async function checkedIn(directory: string, options: Partial<CheckOptions> = {}): Promise<Checked> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const io: Io = { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr'), env: {} };
  const code = await check(
    directory,
    { only: [], skip: [], format: 'json', report: [], failOn: 'high', ...options },
    io,
  );
  return { code, stderr: texts.stderr, document: JSON.parse(texts.stdout || 'null') as Checked['document'] };
}

const refusalOf = (files: Record<string, string>, options: Partial<CheckOptions> = {}): Promise<unknown> =>
  checked(files, options).then(
    () => null,
    (error: unknown) => error,
  );

const using = (dependencies: Record<string, string>): string => JSON.stringify({ name: 'shop', dependencies });
const SECRET = "export const jwtSecret = 'c0rrect-h0rse-battery';\n";
const NEST = { 'package.json': using({ '@nestjs/core': '^7.0.0' }), 'src/config.ts': SECRET };
const rules = ({ document }: Checked): string[] => document.findings.map(({ rule }) => rule);

describe('check, where the framework is there and its app is not', () => {
  it.each<[why: string, files: Record<string, string>, reason: RegExp]>([
    ['an unsupported version', NEST, /NestJS \^7\.0\.0 is not supported\./],
    ['no app', { 'package.json': using({ express: '^5.0.0' }), 'index.js': SECRET }, /No Express app was found/],
    [
      'several apps',
      {
        'package.json': using({ express: '^5.0.0' }),
        'index.js': `const express = require('express');\nexpress().listen(1);\nexpress().listen(2);\n${SECRET}`,
      },
      /Found 2 apps/,
    ],
  ])('looks at the code all the same, and says what it did not look at: %s', async (_, files, reason) => {
    const result = await checked(files);
    expect(result.code).toBe(1);
    expect(rules(result)).toContain('secrets/hard-coded');
    expect(rules(result).filter((rule) => /^(headers|rate-limit|errors|limits|validation)\//.test(rule))).toEqual([]);
    expect(result.stderr).toMatch(/^Only the code and the repository were looked at, not the app: /);
    expect(result.stderr).toMatch(reason);
    expect(result.document.project).toMatchObject({ app: null, entry: null });
    expect(result.document.project.withoutApp).toMatch(reason);
  });

  it('finds nothing wrong in what is fine', async () => {
    const fine = { ...NEST, 'src/config.ts': 'export const port = 3000;\n', 'package-lock.json': '{}' };
    expect((await checked(fine)).code).toBe(0);
  });
});

describe('check, where there is no framework', () => {
  const files = { 'package.json': using({ lodash: '^4.0.0' }), 'a.js': SECRET };

  it('refuses', async () => {
    expect(await refusalOf(files)).toMatchObject({ exitCode: 3, message: expect.stringMatching(/No supported/) });
  });

  it('works with measures of code or of the repository', async () => {
    expect(rules(await checked(files, { only: ['secrets'] }))).toEqual(['secrets/hard-coded']);
    expect((await checked(files, { only: ['sql', 'injection', 'supply-chain'] })).stderr).not.toContain('not the app');
  });

  it('refuses measures of an app', async () => {
    expect(await refusalOf(files, { only: ['headers'] })).toBeInstanceOf(UserError);
  });
});

it('refuses an app for another runtime', async () => {
  const files = {
    'package.json': using({ hono: '^4.0.0', '@cloudflare/workers-types': '^4.0.0' }),
    'src/index.ts': SECRET,
  };
  expect(await refusalOf(files)).toMatchObject({ exitCode: 3 });
});

it('says how many files it left out', async () => {
  const result = await checked({ ...NEST, 'test/a.ts': '', 'test/b.ts': '', 'vendor/c.js': '' });
  expect(result.document.leftOut).toMatchObject({ tests: 2, vendored: 1, fixtures: 0 });
  expect(result.stderr).toContain('Left out 3 files: 2 tests, 1 vendored.\n');
  const one = await checked({ ...NEST, 'test/a.ts': '' });
  expect(one.stderr).toContain('Left out 1 file: 1 test.\n');
});

it('has nothing to say where it looked at everything', async () => {
  expect(
    (await checked({ ...NEST, 'package.json': using({ express: '^5' }), 'app.js': 'require("express")().listen(1);' }))
      .stderr,
  ).toBe('');
});

describe('what the user suppresses', () => {
  const only = { only: ['secrets'] };
  const suppressedBy = async (
    files: Record<string, string>,
  ): Promise<[rules: string[], count: number, stderr: string]> => {
    const result = await checked({ ...NEST, ...files }, only);
    return [rules(result), result.document.suppressed, result.stderr];
  };

  it('is not reported, but counted', async () => {
    const comment = '// tempered-ignore-next-line secrets/hard-coded -- an example of the documentation\n';
    expect(await suppressedBy({ 'src/config.ts': comment + SECRET })).toEqual([
      [],
      1,
      expect.stringContaining('Not shown: 1 finding suppressed.\n'),
    ]);
  });

  it('is reported where the comment gives no reason, which is said', async () => {
    const [found, count, stderr] = await suppressedBy({
      'src/config.ts': `// tempered-ignore-next-line secrets/hard-coded\n${SECRET}`,
    });
    expect([found, count]).toEqual([['secrets/hard-coded'], 0]);
    expect(stderr).toContain(
      'src/config.ts:1: tempered-ignore-next-line gives no reason behind "--", and suppresses nothing.\n',
    );
  });

  it.each<[entry: object, found: string[]]>([
    [{ paths: ['src'], rules: ['secrets'] }, []],
    [{ paths: ['lib'] }, ['secrets/hard-coded']],
    [{ rules: ['sql/*'] }, ['secrets/hard-coded']],
  ])('may be named in the configuration, by path and rule: %j', async (entry, expected) => {
    const config = JSON.stringify({ ignore: [{ reason: 'x', ...entry }] });
    const [found, count] = await suppressedBy({ '.tempered/config.json': config });
    expect([found, count]).toEqual([expected, 1 - expected.length]);
  });

  it('names rules that do not exist', async () => {
    const [, , stderr] = await suppressedBy({
      'src/config.ts': `// tempered-ignore-next-line secrets/hardcoded -- x\n${SECRET}`,
      '.tempered/config.json': JSON.stringify({ ignore: [{ rules: ['sqll'], reason: 'x' }] }),
    });
    expect(stderr).toContain('src/config.ts:1: there is no rule or measure "secrets/hardcoded".');
    expect(stderr).toContain('.tempered/config.json: there is no rule or measure "sqll" to ignore.');
  });
});

describe('a baseline', () => {
  it('hides what was known when it was written, until it is mended', async () => {
    const root = await temporaryFolder(NEST);
    const only = { only: ['secrets'] };
    const written = await checkedIn(root, { ...only, writeBaseline: true });
    expect([written.code, written.stderr]).toEqual([
      0,
      expect.stringContaining('.tempered/baseline.json knows 1 finding;'),
    ]);
    const known = await checkedIn(root, only);
    expect([known.code, rules(known), known.document.baselined]).toEqual([0, [], 1]);
    await writeFile(join(root, 'src/db.ts'), SECRET);
    const fresh = await checkedIn(root, only);
    expect([fresh.code, fresh.document.findings.map(({ file }) => file)]).toEqual([1, ['src/db.ts']]);
  });

  it('names what is found no more', async () => {
    const root = await temporaryFolder({
      'package.json': using({ express: '^5.0.0' }),
      'app.js': "require('express')().listen(1);\nrequire('./config');\n",
      'config.js': "exports.jwtSecret = 'c0rrect-h0rse-battery';\n",
    });
    await checkedIn(root, { writeBaseline: true });
    await writeFile(join(root, 'config.js'), 'exports.port = 1;\n');
    const { document, stderr } = await checkedIn(root);
    expect(document.stale).toEqual([{ file: 'config.js', rule: 'secrets/hard-coded' }]);
    expect(stderr).toContain('1 entry of the baseline found no more: config.js (secrets/hard-coded).');
  });

  it('keeps what other measures found when only some are looked at', async () => {
    const root = await temporaryFolder(NEST);
    await checkedIn(root, { writeBaseline: true });
    const before = await readFile(join(root, '.tempered/baseline.json'), 'utf8');
    await checkedIn(root, { writeBaseline: true, only: ['sql'] });
    expect(await readFile(join(root, '.tempered/baseline.json'), 'utf8')).toBe(before);
  });
});

describe('check --format sarif', () => {
  interface Sarif {
    runs: {
      results: {
        ruleId: string;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
        partialFingerprints: Record<string, string>;
      }[];
    }[];
  }
  const resultOf = ({ document }: Checked) =>
    (document as unknown as Sarif).runs[0]!.results.find(({ ruleId }) => ruleId === 'secrets/hard-coded')!;

  it('names files from the top of the repository, and knows a finding whose line moves', async () => {
    const top = await temporaryFolder({ '.git/HEAD': 'ref: refs/heads/main\n', ...inFolder('services/api', NEST) });
    const root = join(top, 'services/api');
    const before = resultOf(await checkedIn(root, { format: 'sarif' }));
    expect(before.locations[0]!.physicalLocation.artifactLocation.uri).toBe('services/api/src/config.ts');
    await writeFile(join(root, 'src/config.ts'), `// moved\n\n${SECRET}`);
    const after = resultOf(await checkedIn(root, { format: 'sarif' }));
    expect(after.locations[0]!.physicalLocation.region.startLine).toBe(3);
    expect(after.partialFingerprints).toEqual(before.partialFingerprints);
  });

  it('ends as the other formats do', async () => {
    expect((await checked(NEST, { format: 'sarif' })).code).toBe(1);
    expect((await checked(NEST, { format: 'sarif', failOn: 'none' })).code).toBe(0);
  });
});

describe('check --report', () => {
  it('writes files beside what it prints, of one look', async () => {
    const folder = await temporaryFolder();
    const report = (['sarif', 'gitlab', 'table'] as const).map((format) => ({ format, file: join(folder, format) }));
    const { code, document } = await checked(NEST, { report });
    expect(code).toBe(1);
    expect(document.findings).not.toEqual([]);
    const [sarif, gitlab, table] = await Promise.all(report.map(({ file }) => readFile(file, 'utf8')));
    expect((JSON.parse(sarif!) as { version: string }).version).toBe('2.1.0');
    expect(JSON.parse(gitlab!)).toHaveLength(document.findings.length);
    expect(table).toMatch(/^src\/config\.ts\n/m);
  });

  it('refuses a file in a folder that is not there, before it looks', async () => {
    const report = [{ format: 'sarif' as const, file: join(await temporaryFolder(), 'none', 'a.sarif') }];
    expect(await refusalOf(NEST, { report })).toMatchObject({ exitCode: 2 });
  });
});

const inFolder = (folder: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
