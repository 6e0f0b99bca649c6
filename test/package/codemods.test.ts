import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const codemods = (await readdir(path.join(root, 'codemods'))).filter((name) => name.endsWith('.ts'));

describe.each(codemods.map((name) => name.replace('.ts', '')))('the built codemod %s', (name) => {
  const file = path.join(root, 'dist/codemods', `${name}.js`);

  it('is a transform that require() loads, as the jscodeshift command line does', async () => {
    const script = `process.stdout.write(typeof require(${JSON.stringify(file)}).default)`;
    expect((await run(process.execPath, ['-e', script])).stdout).toBe('function');
  });
});

it('a built codemod edits a file under the jscodeshift command line', async () => {
  const folder = await temporaryFolder({
    'app.js': "const helmet = require('helmet')\napp.use(helmet({ contentSecurityPolicy: false }))\n",
  });
  const file = path.join(folder, 'app.js');
  const options = { callees: ['helmet'], option: 'contentSecurityPolicy', from: 'false', to: '{ reportOnly: true }' };
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${JSON.stringify(value)}`);
  const { stdout } = await run(path.join(root, 'node_modules/.bin/jscodeshift'), [
    '--no-babel',
    '--run-in-band',
    ...flags,
    '--transform',
    path.join(root, 'dist/codemods/set-option.js'),
    file,
  ]);
  expect(stdout).toMatch(/1 ok/);
  expect(await readFile(file, 'utf8')).toBe(
    "const helmet = require('helmet')\napp.use(helmet({ contentSecurityPolicy: { reportOnly: true } }))\n",
  );
});
