import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { format } from 'prettier';
import { commit, git } from '../support/tempered';
import {
  copyOf,
  edit,
  harden,
  hardenedBefore,
  hardenTwice,
  lastingFolder,
  read,
  removeLasting,
  write,
} from './project';

const RATE_LIMIT = 'src/security/rate-limit.js';
const ERRORS = 'src/security/errors.js';
const HTTPS = 'src/security/https.js';

let before: string;
let untouched: string;
beforeAll(async () => {
  before = await hardenedBefore();
  untouched = await lastingFolder();
  await cp(before, untouched, { recursive: true });
  await hardenTwice(untouched);
}, 60_000);
afterAll(removeLasting);

/** The texts of an upgrade that nobody got in the way of. */
const upgraded = (file: string): Promise<string> => read(untouched, file);

describe('an upgrade from the previous version', { timeout: 60_000 }, () => {
  it('replaces what nobody has touched', async () => {
    for (const file of [RATE_LIMIT, ERRORS, HTTPS]) {
      expect(await read(before, file)).not.toBe(await upgraded(file));
      expect(await upgraded(file)).toBe(await read(untouched, `.tempered/base/${file}.txt`));
    }
    expect(await git(untouched, 'diff', '--name-only', 'HEAD~1', '--', 'src/app.js', 'package.json')).toBe('');
  });

  it('keeps edits of other lines', async () => {
    const cwd = await copyOf(before);
    await edit(cwd, RATE_LIMIT, (text) => `// ours\n${text.replace('limit: 300,', 'limit: 120,')}`);
    const { stderr } = await hardenTwice(cwd);
    expect(stderr).not.toContain('Left to you\n  src');
    expect(await read(cwd, RATE_LIMIT)).toBe(
      `// ours\n${(await upgraded(RATE_LIMIT)).replace('limit: 300,', 'limit: 120,')}`,
    );
  });

  it('keeps edits of the same lines, says so once, and takes the other lines', async () => {
    const cwd = await copyOf(before);
    const line = 'return list.rules.length > 0 ? list : undefined;';
    await edit(cwd, RATE_LIMIT, (text) =>
      text.replace(line, 'return list.rules.length > 1 ? list : undefined; // ours'),
    );
    const { stderr } = await hardenTwice(cwd);
    expect(stderr).toMatch(/rate-limit\.js:\d+ rate-limit\n.*yours were kept[^]*return isEmpty \? undefined : list;/);
    const text = await read(cwd, RATE_LIMIT);
    expect(text).toContain('list.rules.length > 1');
    expect(text).toContain('function spelling');
    expect((await harden(cwd)).stderr).not.toContain('yours were kept');
  });

  it('leaves alone what was deleted, with what was plugged in from it, until it is asked for', async () => {
    const cwd = await copyOf(before);
    await rm(path.join(cwd, 'src/security/limits.js'));
    await edit(cwd, 'src/security/index.js', (text) =>
      text.replace(/.*limits.*\n/, '').replace(/,?\s*protectServer\b/g, ''),
    );
    await edit(cwd, 'src/app.js', (text) =>
      text
        .replace(', protectServer', '')
        .replace('protectServer(app.listen(process.env.PORT || 3000))', 'app.listen(process.env.PORT || 3000)'),
    );
    const { stderr } = await hardenTwice(cwd);
    expect(stderr).toMatch(/src\/security\/limits\.js limits\n +You deleted this file/);
    expect(await read(cwd, 'src/app.js')).not.toContain('protectServer');
    expect((await harden(cwd)).stderr).not.toContain('You deleted');
    const forced = await harden(cwd, '--force');
    expect(forced.stderr).toContain('added src/security/limits.js');
    expect(await read(cwd, 'src/security/limits.js')).toBe(await upgraded('src/security/limits.js'));
  });

  it('finds what was moved, edits and all, and lets imports follow', async () => {
    const cwd = await copyOf(before);
    await mkdir(path.join(cwd, 'src/http'));
    await edit(cwd, RATE_LIMIT, (text) => `// ours\n${text}`);
    await rename(path.join(cwd, RATE_LIMIT), path.join(cwd, 'src/http/limits-of-rates.js'));
    await commit(cwd, 'moved');
    await hardenTwice(cwd);
    const moved = (await upgraded(RATE_LIMIT)).replace("require('./events')", "require('../security/events')");
    expect(await read(cwd, 'src/http/limits-of-rates.js')).toBe(`// ours\n${moved}`);
    await expect(read(cwd, RATE_LIMIT)).rejects.toThrow('ENOENT');
    expect(await read(cwd, 'src/security/index.js')).toContain("require('../http/limits-of-rates')");
    expect(JSON.parse(await read(cwd, '.tempered/record.json'))).toMatchObject({
      files: { 'src/http/limits-of-rates.js': { original: RATE_LIMIT } },
    });
  });

  it('follows the whole folder, and the specifier in the app', async () => {
    const cwd = await copyOf(before);
    await mkdir(path.join(cwd, 'src/lib'));
    await rename(path.join(cwd, 'src/security'), path.join(cwd, 'src/lib/guards'));
    await commit(cwd, 'moved');
    await hardenTwice(cwd);
    expect(await read(cwd, 'src/app.js')).toBe(
      (await read(before, 'src/app.js')).replace("require('./security')", "require('./lib/guards')"),
    );
    expect(await read(cwd, 'src/lib/guards/rate-limit.js')).toBe(await upgraded(RATE_LIMIT));
    expect(await git(cwd, 'ls-files', 'src')).not.toContain('src/security');
    expect(JSON.parse(await read(cwd, '.tempered/record.json'))).toMatchObject({ securityFolder: 'src/lib/guards' });
  });

  it('takes what a formatter did for no edit, and keeps its layout', async () => {
    const cwd = await copyOf(before);
    const style = { parser: 'babel', tabWidth: 4, singleQuote: false, semi: false, printWidth: 100 } as const;
    for (const file of [RATE_LIMIT, ERRORS, HTTPS]) await write(cwd, file, await format(await read(cwd, file), style));
    await commit(cwd, 'formatted');
    await edit(cwd, RATE_LIMIT, (text) => text.replace('limit: 300,', 'limit: 120,'));
    const { stderr } = await hardenTwice(cwd);
    expect(stderr).not.toContain('yours were kept');
    for (const file of [RATE_LIMIT, ERRORS, HTTPS]) {
      const wanted = (await upgraded(file)).replace('limit: 300,', 'limit: 120,');
      const text = await read(cwd, file);
      expect(await format(text, style)).toBe(await format(wanted, style));
      const kept = (await read(before, file)).split('\n').filter((line) => wanted.includes(line)).length;
      expect(text.split('\n').filter((line) => /^ {4}/.test(line)).length).toBeGreaterThan(kept / 4);
    }
  });

  it('follows an app that was renamed, and a call that was moved to another file', async () => {
    const cwd = await copyOf(before);
    await edit(cwd, 'src/app.js', (text) => text.replaceAll(/\bapp\b(?!\.js)/g, 'server'));
    await hardenTwice(cwd);
    expect((await read(cwd, 'src/app.js')).match(/secureApp\(/g)).toHaveLength(1);
    await write(
      cwd,
      'src/setup.js',
      "const { secureApp } = require('./security');\nmodule.exports = (server) => secureApp(server);\n",
    );
    await edit(cwd, 'src/app.js', (text) =>
      text.replace('secureApp, ', '').replace('secureApp(server);', "require('./setup')(server);"),
    );
    await hardenTwice(cwd);
    expect(await read(cwd, 'src/app.js')).not.toContain('secureApp');
  });

  it('follows the entry to another folder', async () => {
    const cwd = await copyOf(before);
    await mkdir(path.join(cwd, 'src/server'));
    await rename(path.join(cwd, 'src/app.js'), path.join(cwd, 'src/server/main.js'));
    await edit(cwd, 'src/server/main.js', (text) => text.replace("'./security'", "'../security/index.js'"));
    await edit(cwd, 'package.json', (text) => text.replaceAll('src/app.js', 'src/server/main.js'));
    const main = await read(cwd, 'src/server/main.js');
    await hardenTwice(cwd);
    expect(await read(cwd, 'src/server/main.js')).toBe(main);
  });
});
