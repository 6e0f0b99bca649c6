import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { commit, git } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { APP, harden, hardenTwice, read, write } from './project';

const FILE = 'src/security/rate-limit.js';
const BASE = `.tempered/base/${FILE}.txt`;

it('what went over all files, the bases too, undoes nothing of theirs', { timeout: 60_000 }, async () => {
  const cwd = await temporaryFolder(APP);
  await commit(cwd, 'plain');
  await hardenTwice(cwd);
  const generated = await read(cwd, BASE);

  const laidOut = (text: string): Promise<string> => format(text, { parser: 'babel', semi: false, tabWidth: 4 });
  const formatted = await laidOut(generated);
  for (const file of [FILE, BASE]) await write(cwd, file, formatted);
  await commit(cwd, 'formatted');
  await harden(cwd);
  expect(await git(cwd, 'status', '--porcelain')).toBe('');
  await harden(cwd, '--set', 'rate-limit.limit=200');
  const answered = await read(cwd, FILE);
  expect(await laidOut(answered)).toBe(formatted.replace('limit: 300', 'limit: 200'));
  expect(answered).toContain('\n    return (req, res, next) => {\n        const run');
  await git(cwd, 'checkout', '-q', '.');

  const replaced = generated.replace('limit: 300', 'limit: 120');
  for (const file of [FILE, BASE]) await write(cwd, file, replaced);
  await commit(cwd, 'replaced everywhere');
  await hardenTwice(cwd);
  expect(await read(cwd, FILE)).toBe(replaced);
  expect(await read(cwd, BASE)).toBe(generated);

  // An untouched file is its own base.
  await rm(path.join(cwd, BASE));
  await write(cwd, FILE, generated);
  await commit(cwd, 'without its base');
  await hardenTwice(cwd, '--set', 'rate-limit.limit=200');
  expect(await read(cwd, FILE)).toBe(generated.replace('limit: 300', 'limit: 200'));
});

it(
  'what git has merged of another branch is not taken out, though the record does not know it',
  { timeout: 60_000 },
  async () => {
    const cwd = await temporaryFolder(APP);
    await commit(cwd, 'plain');
    await harden(cwd, '--only', 'headers');
    const merge = (text: string): string =>
      text
        .replace("require('./headers');", "$&\nconst { limitRequests } = require('./rate-limit');")
        .replace('mountHeaders(app);', '$&\n  limitRequests(app);');
    for (const file of ['src/security/index.js', '.tempered/base/src/security/index.js.txt'])
      await write(cwd, file, merge(await read(cwd, file)));
    await write(cwd, 'src/security/rate-limit.js', 'exports.limitRequests = () => {};\n');
    await commit(cwd, 'merged');
    const { stderr } = await harden(cwd, '--only', 'cors');
    expect(stderr).toContain('Your edits and the new version change the same lines');
    expect(await read(cwd, 'src/security/index.js')).toContain('  limitRequests(app);');
  },
);

it(
  'an answer that is changed alone leaves the files of other measures alone, even those that are not needed',
  { timeout: 60_000 },
  async () => {
    const cwd = await temporaryFolder(APP);
    await commit(cwd, 'plain');
    await harden(cwd, '--only', 'headers,rate-limit');
    const [old, record] = ['src/security/old.js', '.tempered/record.json'];
    for (const file of [old, `.tempered/base/${old}.txt`]) {
      await mkdir(path.dirname(path.join(cwd, file)), { recursive: true });
      await write(cwd, file, 'exports.old = 1;\n');
    }
    const text = await read(cwd, record);
    await write(cwd, record, text.replace('"files": {', `$& "${old}": { "measure": "headers", "sha256": "a" },`));
    await commit(cwd, 'an older version made one file more');
    await harden(cwd, '--set', 'rate-limit.limit=200');
    expect(await git(cwd, 'diff', '--name-only', '--', 'src')).toBe('src/security/rate-limit.js\n');
    await commit(cwd, 'answered');
    await harden(cwd, '--only', 'headers');
    expect(await git(cwd, 'diff', '--name-only', '--', 'src')).toBe(`${old}\n`);
  },
);
