import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/steps/audit';
import { measures } from '../../src/measures/index';
import { projectOf } from '../project/model/project';
import { commit, git, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';
import { app, hardened, manifest, plain, repositoryOf } from './project';

const REFUSED: [what: string, files: Record<string, string | Buffer>, message: string | RegExp, hint: RegExp][] = [
  [
    'a comment in package.json',
    { 'package.json': `// mine\n${manifest()}` },
    'package.json has a comment: line 1.',
    /npm cannot read/,
  ],
  [
    'a comma too many in package.json',
    { 'package.json': manifest().replace('"^5.0.0"', '"^5.0.0",') },
    'package.json has a comma too many: line 6.',
    /npm cannot read/,
  ],
  [
    'conflict markers in package.json',
    { 'package.json': '{\n<<<<<<< HEAD\n"name": "a"\n=======\n"name": "b"\n>>>>>>> b\n}\n' },
    'package.json has the conflict markers of a merge: line 2.',
    /Resolve/,
  ],
  [
    'a package.json in UTF-16',
    { 'package.json': Buffer.from(`\uFEFF${manifest()}`, 'utf16le') },
    'package.json is UTF-16, not text in UTF-8.',
    /Convert/,
  ],
  [
    'a key of package.json that stands twice, where it is to be edited',
    { 'package.json': manifest().replace('"dependencies"', '"dependencies": {},\n  "dependencies"') },
    'package.json has "dependencies" twice, on lines 4 and 5: what is added to one may be lost.',
    /Bring the two together/,
  ],
  [
    'a package.json that is nested too deeply to be edited',
    { 'package.json': manifest().replace('"main"', `"x": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "main"`) },
    'package.json is nested too deeply.',
    /./,
  ],
  [
    'an entry in UTF-16',
    { 'app.js': Buffer.from(`\uFEFF${app}`, 'utf16le') },
    'app.js is UTF-16, not text in UTF-8.',
    /Convert/,
  ],
  [
    'an entry that is binary',
    { 'app.js': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]) },
    'app.js is binary, not text in UTF-8.',
    /--app/,
  ],
  [
    'an entry in Latin-1',
    { 'app.js': Buffer.from(`// caf\xe9\n${app}`, 'latin1') },
    /^app\.js is not UTF-8 text/,
    /Convert/,
  ],
  [
    'an entry with conflict markers',
    { 'app.js': `<<<<<<< HEAD\n${app}=======\n>>>>>>> b\n` },
    'app.js has the conflict markers of a merge.',
    /Resolve/,
  ],
  ['an entry of 10 MB', { 'app.js': app + 'f();\n'.repeat(2_000_000) }, 'app.js is larger than 1 MB.', /--app/],
];

describe('text that cannot be edited', () => {
  it.each(REFUSED)('is refused, in a dry run too: %s', async (_what, files, message, hint) => {
    const root = await temporaryFolder({ ...plain, ...files });
    const before = await readFolder(root);
    for (const dryRun of [true, false]) {
      const refused = await hardened(root, { dryRun });
      expect([refused.code, refused.message]).toEqual([
        3,
        typeof message === 'string' ? message : expect.stringMatching(message),
      ]);
      expect(refused.hint).toMatch(hint);
    }
    expect(await readFolder(root)).toEqual(before);
  });
});

it('an entry of 10 MB is not parsed by an audit either: it says so, and goes on', { timeout: 20_000 }, async () => {
  const root = await temporaryFolder({ ...plain, 'app.js': app + 'f();\n'.repeat(2_000_000) });
  const { code, stderr } = await tempered(['check', '--fail-on', 'none'], root);
  expect([code, stderr]).toEqual([0, expect.stringContaining('not the app: app.js is larger than 1 MB.')]);
});

describe('text of another kind', () => {
  it('keeps keys that stand twice where nothing is edited', async () => {
    const twice = manifest({ scripts: { start: 'node app.js' } })
      .replace('"scripts"', '"author": "a",\n  "author": "b",\n  "scripts"')
      .replace('"start"', '"start": "x",\n    "start"');
    const root = await repositoryOf({ ...plain, 'package.json': twice });
    expect((await hardened(root)).code).toBe(0);
    const after = await readFile(join(root, 'package.json'), 'utf8');
    expect(after.split('"author"')).toHaveLength(3);
    expect(after.split('"start"')).toHaveLength(3);
    expect((JSON.parse(after) as { dependencies: object }).dependencies).toHaveProperty('helmet');
  });

  it('keeps Windows line ends and byte order marks of every file that it edits', async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const root = await repositoryOf({
      ...Object.fromEntries(Object.entries(plain).map(([file, text]) => [file, windows(text)])),
      '.env.example': windows('PORT=3000\n'),
      '.gitattributes': '* -text\n',
    });
    expect(await hardened(root)).toMatchObject({ code: 0, message: '' });
    for (const file of ['package.json', 'app.js', '.gitignore', '.env.example']) {
      const text = await readFile(join(root, file), 'utf8');
      expect(text.lastIndexOf('\uFEFF'), file).toBe(0);
      expect(text.replaceAll('\r\n', ''), file).not.toMatch(/[\r\n]/);
    }
    await commit(root, 'hardened');
    expect((await hardened(root)).code).toBe(0);
    expect(await git(root, 'status', '--porcelain')).toBe('');
  });

  it('is left out of the audit, and counted: 10 MB, binary, UTF-16', async () => {
    const project = await projectOf({
      ...plain,
      'app.js': `require('./large');\nrequire('./binary');\n${app}`,
      'large.js': 'eval(x);\n'.repeat(1_200_000),
      'beside.js': 'eval(x);\n'.repeat(1_200_000),
      'binary.js': 'eval(x);\0',
    });
    await writeFile(join(project.root, 'wide.js'), Buffer.from('\uFEFFeval(x);\n', 'utf16le'));
    const { findings, leftOut } = runAudit(project, measures);
    expect(findings.filter(({ rule }) => rule === 'injection/eval')).toEqual([]);
    expect(leftOut).toMatchObject({ large: 2, binary: 2, unreadable: 0 });
  });
});
