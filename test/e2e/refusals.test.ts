import { appendFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commit, git, tempered } from '../support/tempered';
import { readFolder, temporaryFolder } from '../temporary';

const manifest = (fields: object = {}): string =>
  JSON.stringify({ name: 'x', dependencies: { express: '^5.0.0' }, ...fields });
const app =
  "const express = require('express');\nconst app = express();\napp.get('/', (req, res) => res.send('hi'));\napp.listen(3000);\n";

interface Refusal {
  files: Record<string, string>;
  args?: string[];
  code: number;
  message: RegExp;
  hint: RegExp;
}

const refusals: Record<string, Refusal> = {
  'a folder without package.json': { files: { 'app.js': app }, code: 3, message: /No package\.json/, hint: /folder/ },
  'a package.json that is no JSON': { files: { 'package.json': '{,}' }, code: 3, message: /package\.json/, hint: /./ },
  'a project without a framework': {
    files: { 'package.json': '{"dependencies":{"react":"19"}}', 'src/index.js': '' },
    code: 3,
    message: /No supported framework/,
    hint: /--only supply-chain/,
  },
  'an old major of the framework': {
    files: { 'package.json': manifest({ dependencies: { express: '^3.0.0' } }), 'app.js': app },
    code: 3,
    message: /Express \^3\.0\.0 is not supported/,
    hint: /4 and 5/,
  },
  'a compiler that cannot read what is generated': {
    files: { 'package.json': manifest({ devDependencies: { 'babel-cli': '^6.9.0' } }), 'app.js': app },
    code: 3,
    message: /babel-cli \^6\.9\.0 compiles this project/,
    hint: /Babel 7/,
  },
  'a project without an entry': {
    files: { 'package.json': manifest() },
    code: 3,
    message: /No entry file/,
    hint: /--app/,
  },
  'an entry without an app': {
    files: { 'package.json': manifest(), 'index.js': 'console.log(1);\n' },
    code: 3,
    message: /No Express app was found \(looked in index\.js\)/,
    hint: /--app/,
  },
  'an entry that cannot be parsed': {
    files: { 'package.json': manifest(), 'index.js': 'const app = ;\n' },
    code: 3,
    message: /index\.js cannot be parsed/,
    hint: /syntax/,
  },
  'two apps that are both served': {
    files: {
      'package.json': manifest(),
      'index.js': "require('./a');\nrequire('./b');\n",
      'a.js': app,
      'b.js': app.replace('3000', '3001'),
    },
    code: 3,
    message: /Found 2 apps/,
    hint: /--app: a\.js, b\.js/,
  },
  'the root of a workspace': {
    files: {
      'package.json': '{"workspaces":["services/*"]}',
      'services/one/package.json': manifest(),
      'services/two/package.json': manifest(),
      'services/web/package.json': '{"dependencies":{"react":"19"}}',
    },
    code: 3,
    message: /services\/one, services\/two/,
    hint: /harden services\/one/,
  },
  // Read with a parser that is loaded late, which the bundle has to get right.
  "the root of pnpm's workspace": {
    files: {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages:\n  - services/*\n',
      'services/one/package.json': manifest(),
    },
    code: 3,
    message: /services\/one/,
    hint: /harden services\/one/,
  },
  'a first word that is no folder': {
    files: {},
    args: ['nonsense'],
    code: 2,
    message: /No such folder: nonsense/,
    hint: /./,
  },
  'an unknown option': { files: {}, args: ['--nonsense'], code: 2, message: /unknown option/, hint: /--help/ },
  'an unknown measure': {
    files: { 'package.json': manifest(), 'app.js': app },
    args: ['--yes', '--only', 'nonsense'],
    code: 2,
    message: /no measure "nonsense"/,
    hint: /headers/,
  },
  'an unknown question': {
    files: { 'package.json': manifest(), 'app.js': app },
    args: ['--yes', '--set', 'headers.nonsense=1'],
    code: 2,
    message: /no question "headers\.nonsense"/,
    hint: /headers\.csp/,
  },
  'an answer that is none of the choices': {
    files: { 'package.json': manifest(), 'app.js': app },
    args: ['--yes', '--set', 'headers.csp=off'],
    code: 2,
    message: /headers\.csp cannot be "off"/,
    hint: /report-only, enforce/,
  },
  'no terminal and no --yes': {
    files: { 'package.json': manifest(), 'app.js': app },
    args: ['harden'],
    code: 2,
    message: /no terminal/,
    hint: /--yes/,
  },
};

describe('refuses, with one sentence and one hint, and writes nothing:', () => {
  it.each(Object.entries(refusals))('%s', async (_name, { files, args = ['--yes'], code, message, hint }) => {
    const folder = await temporaryFolder(files);
    const before = await readFolder(folder);
    const outcome = await tempered(args, folder);
    expect(outcome.code, outcome.stderr).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).toMatch(hint);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    expect(await readFolder(folder)).toEqual(before);
  });

  it('a tree with uncommitted changes, naming them, until --allow-dirty', async () => {
    const folder = await temporaryFolder({ 'package.json': manifest(), 'app.js': app, '.gitignore': 'node_modules\n' });
    await commit(folder, 'start');
    await appendFile(`${folder}/app.js`, '// changed\n');
    const refused = await tempered(['--yes', '--no-install', '--no-verify'], folder);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('uncommitted changes: app.js')]);
    expect(await git(folder, 'status', '--porcelain')).toBe(' M app.js\n');
    const allowed = await tempered(['--yes', '--no-install', '--no-verify', '--allow-dirty'], folder);
    expect(allowed.code, allowed.stderr).toBe(0);
  });
});

describe('where several apps are found', () => {
  const files = {
    'package.json': manifest(),
    'index.js': "require('./a');\nrequire('./b');\n",
    'a.js': app,
    'b.js': app.replace('3000', '3001'),
  };

  it('--app chooses one, and leaves the other alone', async () => {
    const folder = await temporaryFolder(files);
    const { code, stdout, stderr } = await tempered(['--dry-run', '--yes', '--app', 'b.js'], folder);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('diff --git a/b.js b/b.js');
    expect(stdout).not.toContain('diff --git a/a.js b/a.js');
  });
});

describe('--dry-run', () => {
  it('prints a diff that git applies, and leaves every byte', async () => {
    const folder = await temporaryFolder({ 'package.json': manifest(), 'app.js': app.replaceAll('\n', '\r\n') });
    await git(folder, 'init', '-q');
    const before = await readFolder(folder);
    const { code, stdout } = await tempered(['--dry-run'], folder);
    expect(code).toBe(0);
    expect(await readFolder(folder)).toEqual(before);
    await writeFile(`${folder}/.git/plan.patch`, stdout);
    await git(folder, 'apply', '--check', '.git/plan.patch');
    await git(folder, 'apply', '.git/plan.patch');
    const hardened = await readFolder(folder);
    const wet = await temporaryFolder({ 'package.json': manifest(), 'app.js': app.replaceAll('\n', '\r\n') });
    await commit(wet, 'start');
    await tempered(['--yes', '--no-install', '--no-verify'], wet);
    expect(hardened).toEqual(await readFolder(wet));
  });

  it('as JSON is one document with the change set', async () => {
    const folder = await temporaryFolder({ 'package.json': manifest(), 'app.js': app });
    const { stdout } = await tempered(['--dry-run', '--format', 'json'], folder);
    const document = JSON.parse(stdout) as { schemaVersion: number; changes: { file: string }[] };
    expect(document.schemaVersion).toBe(1);
    expect(document.changes.map(({ file }) => file)).toContain('app.js');
  });
});

describe('check', () => {
  it('ends with 1 where a finding reaches --fail-on, and names files relative to the folder', async () => {
    const login = "app.post('/login', (req, res) => res.send('hi'));\n";
    const folder = await temporaryFolder({
      'api/package.json': manifest(),
      'api/app.js': app.replace('app.listen', `${login}app.listen`),
    });
    const high = await tempered(['check', 'api', '--format', 'json'], folder);
    const { schemaVersion, findings } = JSON.parse(high.stdout) as {
      schemaVersion: number;
      findings: { rule: string; file: string; line: number; endLine: number }[];
    };
    expect([high.code, schemaVersion]).toEqual([1, 1]);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'rate-limit/auth-missing', file: 'app.js', line: 4, column: 1, endLine: 4 }),
    );
    expect((await tempered(['check', 'api', '--fail-on', 'critical'], folder)).code).toBe(0);
    expect((await tempered(['check', 'api', '--fail-on', 'none'], folder)).code).toBe(0);
  });
});
