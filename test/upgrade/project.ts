import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { hardenWithPrevious } from '../support/previous';
import { commit, git, type Outcome, tempered } from '../support/tempered';
import { temporaryFolder, writeFiles } from '../temporary';

export const APP = {
  'package.json': `${JSON.stringify(
    {
      name: 'shop',
      main: 'src/app.js',
      scripts: { start: 'node src/app.js' },
      dependencies: { cors: '^2.8.5', express: '^4.19.0' },
    },
    null,
    2,
  )}\n`,
  '.gitignore': 'node_modules\n',
  'src/app.js': `const express = require('express');

const app = express();
app.use(express.json());
app.get('/', (req, res) => {
  res.send('hi');
});
app.post('/login', (req, res) => {
  if (!req.body.user.length) return res.status(401).end();
  res.json({ ok: req.body.user === req.body.name });
});

app.listen(process.env.PORT || 3000);
`,
};

const lasting: string[] = [];

/** A folder for all tests of a file; afterAll(removeLasting) takes it away. */
export async function lastingFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tempered upgrade ')));
  lasting.push(folder);
  return folder;
}

export async function removeLasting(): Promise<void> {
  await Promise.all(lasting.splice(0).map((folder) => rm(folder, { recursive: true })));
}

/** A project that the previous tempered hardened, and that was committed. */
export async function hardenedBefore(files: Record<string, string> = APP): Promise<string> {
  const cwd = await lastingFolder();
  await writeFiles(cwd, files);
  await commit(cwd, 'plain');
  const { code, stderr } = await hardenWithPrevious(cwd);
  expect(code, stderr).toBe(0);
  await commit(cwd, 'hardened');
  return cwd;
}

/** The same in a folder of its own. */
export async function copyOf(project: string): Promise<string> {
  const cwd = await temporaryFolder();
  await cp(project, cwd, { recursive: true });
  return cwd;
}

export const harden = (cwd: string, ...args: string[]): Promise<Outcome> =>
  tempered(['harden', '--yes', '--no-install', '--no-verify', ...args], cwd);

/** Hardens, commits, and sees that hardening again says and changes nothing more. */
export async function hardenTwice(cwd: string, ...args: string[]): Promise<Outcome> {
  const first = await harden(cwd, ...args);
  expect(first.code, first.stderr).toBe(0);
  await commit(cwd, 'upgraded');
  const second = await harden(cwd);
  expect(second.code, second.stderr).toBe(0);
  expect(await git(cwd, 'status', '--porcelain')).toBe('');
  return first;
}

export const read = (cwd: string, file: string): Promise<string> => readFile(path.join(cwd, file), 'utf8');
export const write = (cwd: string, file: string, text: string): Promise<void> => writeFile(path.join(cwd, file), text);

/** Changes a file and commits that. */
export async function edit(cwd: string, file: string, change: (text: string) => string): Promise<void> {
  const text = await read(cwd, file);
  const changed = change(text);
  expect(changed).not.toBe(text);
  await write(cwd, file, changed);
  await commit(cwd, 'edited');
}
