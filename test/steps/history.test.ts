import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/project/model';
import { PatchReader } from '../../src/steps/history/added';
import { type History, searchHistory } from '../../src/steps/history/index';
import { isLookedAt, secretsIn } from '../../src/steps/history/lines';
import { commit, git } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';

// Made here, so that no scanner takes this file for a leak.
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const OTHER = `ghp_${'z9Y8x7W6v5U4'.repeat(3)}`;
const KEY = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----'].join('\n');

async function search(root: string): Promise<History> {
  const project = await readProject({ directory: root, withoutApp: 'any', readRecord: () => Promise.resolve(null) });
  return searchHistory(project, () => undefined);
}

describe('the history', () => {
  it('tells of each secret once: where it came from, and whether it is still there', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'a.js': `x();\nlogin('${TOKEN}');\n` });
    await commit(root, 'one');
    await git(root, 'mv', 'a.js', 'b "q" ö.js');
    await writeFiles(root, {
      'key.pem': `${KEY}\n`,
      '.env': 'DB_PASSWORD=Vq3sZ0mB8dT1\n',
      'c.js': `login('${OTHER}');\n`,
    });
    await commit(root, 'two');
    await git(root, 'rm', '-q', 'c.js', '.env', 'key.pem');
    await commit(root, 'three');
    const { findings, notes } = await search(root);
    expect(notes).toEqual([]);
    expect(
      findings.map(({ file, line, message }) => [file, line, message.replace(/ of \d{4}-.*?, line/, ', line')]),
    ).toEqual([
      [
        'a.js',
        2,
        expect.stringMatching(/^A GitHub token came with commit \w{10}, line 2, and is still in b "q" ö\.js/),
      ],
      ['.env', 1, expect.stringMatching(/^DB_PASSWORD of an env file .* in no file of HEAD/)],
      ['c.js', 1, expect.stringMatching(/^A GitHub token .* in no file of HEAD/)],
      ['key.pem', 1, expect.stringMatching(/^A private key .* in no file of HEAD/)],
    ]);
    const shown = JSON.stringify(findings);
    for (const secret of [TOKEN, OTHER, 'Vq3sZ0mB8dT1', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'])
      expect(shown).not.toContain(secret);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('has what only a merge brought, and what only another branch has', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'a.js': 'a\n' });
    await commit(root, 'one');
    await git(root, 'checkout', '-q', '-b', 'side');
    await writeFiles(root, { 'a.js': 'side\n' });
    await commit(root, 'side');
    await git(root, 'checkout', '-q', '-');
    await writeFiles(root, { 'a.js': 'main\n' });
    await commit(root, 'main');
    await git(root, 'merge', '-q', 'side').catch(() => undefined);
    await writeFile(path.join(root, 'a.js'), `main\nlogin('${TOKEN}');\nside\n`);
    await commit(root, 'merge');
    await git(root, 'checkout', '-q', '-b', 'gone');
    await writeFiles(root, { 'b.js': `login('${OTHER}');\n` });
    await commit(root, 'gone');
    await git(root, 'checkout', '-q', '-');
    const { findings } = await search(root);
    expect(findings.map(({ file, line }) => [file, line])).toEqual([
      ['a.js', 2],
      ['b.js', 1],
    ]);
  });

  it('starts nothing that the repository names', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'a.js': 'a\n', '.gitattributes': '* diff=evil\n' });
    await commit(root, 'one');
    for (const key of [
      'diff.evil.command',
      'diff.evil.textconv',
      'diff.external',
      'core.fsmonitor',
      'gpg.program',
      'core.pager',
    ])
      await git(root, 'config', key, `touch ${path.join(root, 'started')} #`);
    await git(root, 'config', 'log.showSignature', 'true');
    await search(root);
    await expect(git(root, 'ls-files', '--others')).resolves.not.toContain('started');
  });

  it('needs a repository', async () => {
    await expect(search(await temporaryFolder({ 'package.json': '{}' }))).rejects.toThrow(/no git history/);
  });
});

describe('a patch', () => {
  it('is read by the counts of its hunks, whatever its lines look like', () => {
    const patch = ['commit abc 2026-01-02', 'diff --git a/x b/x', '--- a/x', '+++ b/x', '@@ -1,1 +1,3 @@'];
    const lines = [
      '--- a/secret',
      '++++ b/y',
      '+@@ -1 +1 @@',
      '+commit def 2026-01-03',
      '\\ No newline at end of file',
    ];
    const reader = new PatchReader();
    const added = [...patch, ...lines].flatMap((line) => reader.read(line) ?? []);
    expect(added.map(({ path: file, line, text }) => [file, line, text])).toEqual([
      ['x', 1, '+++ b/y'],
      ['x', 2, '@@ -1 +1 @@'],
      ['x', 3, 'commit def 2026-01-03'],
    ]);
    expect(reader.commits).toBe(1);
  });
});

describe('a line', () => {
  it.each([
    ['src/db.js', `connect('postgres://app:V3ry-s3cret@db.shop.io:5432/x')`, 'An address with a password'],
    ['.env.production', 'STRIPE=1\t', undefined],
    ['.env', 'JWT_SECRET=correct-horse-1', 'JWT_SECRET of an env file'],
    ['src/a.ts', `const apiKey = 'd41d8cd98f00b204e980';`, 'The value of apiKey'],
    ['src/a.ts', `const apiKey = 'your-api-key-2024';`, undefined],
    ['src/a.ts', `connect('postgres://postgres:postgres@localhost/x')`, undefined],
    ['docs/a.md', 'apiKey: "d41d8cd98f00b204e980"', undefined],
  ])('of %s, %s', (file, line, title) => {
    expect(secretsIn(file, line)[0]?.title).toBe(title);
  });

  it.each([
    ['test/a.js', false],
    ['node_modules/a/b.js', false],
    ['.env.example', false],
    ['dist/a.js', true],
    ['.env', true],
  ])('of %s is looked at: %s', (file, expected) => {
    expect(isLookedAt(file)).toBe(expected);
  });
});
