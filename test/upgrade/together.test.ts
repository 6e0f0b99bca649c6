import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Ajv from 'ajv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import schema from '../../schema/record.schema.json' with { type: 'json' };
import { commit, git, tempered } from '../support/tempered';
import { edit, harden, hardenedBefore, hardenTwice, read, removeLasting } from './project';

let cwd: string;
beforeAll(async () => {
  cwd = await hardenedBefore();
}, 60_000);
afterAll(removeLasting);

it('a list says what is applied, with versions, answers, and what became of the files', async () => {
  const { code, stdout } = await tempered(['harden', '--list', '--format', 'json'], cwd);
  expect(code).toBe(0);
  const { measures } = JSON.parse(stdout) as { measures: { id: string }[] };
  expect(measures.find(({ id }) => id === 'rate-limit')).toMatchObject({
    recorded: 1,
    upgrade: true,
    answers: { 'rate-limit.limit': 300 },
    files: [{ file: 'src/security/rate-limit.js', state: 'untouched' }],
  });
  expect(measures.find(({ id }) => id === 'tokens')).toMatchObject({ recorded: null, upgrade: false, files: [] });
  const { stdout: table } = await tempered(['harden', '--list'], cwd);
  expect(table).toMatch(/^rate-limit +Rate limits +version 1, upgrade to \d+\n[^]*6 of them can be upgraded/m);
  expect(await git(cwd, 'status', '--porcelain')).toBe('');
});

it(
  'an upgrade brings together what is new with what was edited, moved, formatted and deleted',
  { timeout: 60_000 },
  async () => {
    const line = 'return list.rules.length > 0 ? list : undefined;';
    await edit(cwd, 'src/security/rate-limit.js', (text) => `// ours\n${text.replace(line, `${line} // ours too`)}`);
    await edit(cwd, 'src/security/https.js', (text) => text.replaceAll(/^( +)/gm, '$1$1').replaceAll("'1.0'", '"1.0"'));
    await mkdir(path.join(cwd, 'src/http'));
    await rename(path.join(cwd, 'src/security/errors.js'), path.join(cwd, 'src/http/on-error.js'));
    await rm(path.join(cwd, 'src/security/limits.js'));
    await edit(cwd, 'src/security/index.js', (text) =>
      text.replace(/.*limits.*\n/, '').replace(/,?\s*protectServer\b/g, ''),
    );
    await edit(cwd, 'src/app.js', (text) =>
      text
        .replace(', protectServer', '')
        .replace(/protectServer\((.*)\);/, '$1;')
        .replaceAll(/\bapp\b/g, 'server'),
    );
    const app = await read(cwd, 'src/app.js');
    const { stderr } = await hardenTwice(cwd);
    expect(stderr).toMatch(/rate-limit\.js:\d+ rate-limit\n.*yours were kept/);
    expect(stderr).toMatch(/limits\.js limits\n.*You deleted this file/);
    expect(stderr.match(/yours were kept/g), stderr).toHaveLength(1);
    expect(await read(cwd, 'src/app.js')).toBe(app);
    expect(await read(cwd, 'src/security/rate-limit.js')).toMatch(/^\/\/ ours\n[^]*function spelling[^]*ours too/);
    expect(await read(cwd, 'src/security/https.js')).toMatch(/^ {4}return req\.httpVersion !== "1\.0" &&/m);
    const moved = await read(cwd, 'src/http/on-error.js');
    // What it imports is where it was.
    expect(moved.replace("'../security/events'", "'./events'")).toBe(
      await read(cwd, '.tempered/base/src/security/errors.js.txt'),
    );
    expect(await read(cwd, 'src/security/index.js')).toContain("require('../http/on-error')");
    const record = JSON.parse(await read(cwd, '.tempered/record.json')) as object;
    const validate = new Ajv().compile(schema);
    expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
    expect(record).toMatchObject({ files: { 'src/security/limits.js': { deleted: true } } });
  },
);

it('one answer is changed alone', { timeout: 60_000 }, async () => {
  const { code, stderr } = await harden(cwd, '--set', 'rate-limit.limit=200');
  expect(code, stderr).toBe(0);
  const changed = (await git(cwd, 'diff', '--name-only', '--', '.', ':!.tempered')).trim();
  expect(changed).toBe('src/security/rate-limit.js');
  expect(await git(cwd, 'diff', '--numstat', '--', 'src')).toMatch(/^1\t1\t/);
  await commit(cwd, 'answered');
  const other = await harden(cwd, '--set', 'tokens.issuer=x');
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('The measure "tokens" is not applied here');
});

it('a measure goes with its files, calls and packages, and comes back as it was', { timeout: 60_000 }, async () => {
  const removed = await harden(cwd, '--remove', 'validation,supply-chain');
  expect(removed.code, removed.stderr).toBe(0);
  expect(await read(cwd, 'src/app.js'), removed.stderr).not.toMatch(/validate|schemas/);
  expect(await read(cwd, 'package.json')).not.toContain('zod');
  expect(removed.stderr).toContain('changed package.json (validation)');
  expect(await git(cwd, 'ls-files', '--deleted')).toBe(
    [
      '.github/dependabot.yml',
      '.github/workflows/security.yml',
      '.npmrc',
      '.tempered/base/.github/dependabot.yml.txt',
      '.tempered/base/.github/workflows/security.yml.txt',
      '.tempered/base/src/security/schemas.js.txt',
      '.tempered/base/src/security/validate.js.txt',
      'src/security/schemas.js',
      'src/security/validate.js',
      '',
    ].join('\n'),
  );
  await commit(cwd, 'removed');
  const added = await harden(cwd, '--only', 'validation,supply-chain');
  expect(added.code, added.stderr).toBe(0);
  await commit(cwd, 'added');
  expect(await git(cwd, 'diff', '--name-only', 'HEAD~2', '--', ':!.tempered/record.json')).toBe('');
});

it('a measure goes from the modules that call it, too', { timeout: 60_000 }, async () => {
  expect(await read(cwd, 'src/security/cors.js')).toContain('report(');
  const removed = await harden(cwd, '--remove', 'logging');
  expect(removed.code, removed.stderr).toBe(0);
  expect(removed.stderr).not.toContain('is not needed any more, but');
  const gone = ['src/security/events.js', 'src/security/security-log.js'];
  expect((await git(cwd, 'ls-files', '--deleted', '--', 'src')).trim().split('\n')).toEqual(gone);
  for (const module of ['cors', 'index', 'rate-limit'])
    expect(await read(cwd, `src/security/${module}.js`)).not.toMatch(/report|[Ee]vents/);
  await commit(cwd, 'without a log');
  const added = await harden(cwd, '--only', 'logging');
  expect(added.code, added.stderr).toBe(0);
  await commit(cwd, 'with a log');
  expect(await git(cwd, 'diff', '--name-only', 'HEAD~2', '--', ':!.tempered/record.json')).toBe('');
});

it(
  'packages go with files that are deleted already; each change is said to be of its measure',
  { timeout: 60_000 },
  async () => {
    expect(await read(cwd, 'package.json')).toContain('helmet');
    await rm(path.join(cwd, 'src/security/headers.js'));
    await commit(cwd, 'deleted');
    const { code, stderr } = await harden(cwd, '--remove', 'headers,cors');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('changed .env.example (cors)');
    expect(await read(cwd, 'package.json')).not.toContain('helmet');
    expect(await read(cwd, 'src/security/index.js')).not.toContain('mountHeaders');
  },
);
