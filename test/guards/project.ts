import { Writable } from 'node:stream';
import { harden } from '../../src/commands/harden';
import type { HardenOptions } from '../../src/commands/options';
import { UserError } from '../../src/errors';
import { commit } from '../support/tempered';
import { temporaryFolder } from '../temporary';

export const manifest = (fields: object = {}): string =>
  `${JSON.stringify({ name: 'x', main: 'app.js', dependencies: { express: '^5.0.0' }, ...fields }, null, 2)}\n`;

export const app = `const express = require('express');
const app = express();
app.use(express.json());
app.post('/login', (req, res) => res.json({ ok: req.body.user === req.body.name }));
app.listen(3000);
`;

export const plain = { 'package.json': manifest(), 'app.js': app, '.gitignore': 'node_modules\n' };

/** A repository with one commit. */
export async function repositoryOf(files: Record<string, string | Buffer> = plain): Promise<string> {
  const root = await temporaryFolder(files);
  await commit(root, 'first');
  return root;
}

export interface Hardened {
  code: number;
  /** What a refusal says and advises; empty where nothing was refused. */
  message: string;
  hint: string;
  stdout: string;
  stderr: string;
}

const OPTIONS: HardenOptions = {
  only: [],
  skip: [],
  set: [],
  fix: [],
  remove: [],
  format: 'table',
  timeout: 30,
  install: false,
  verify: false,
  yes: true,
};

/** What `harden --yes` does, without installing and attacking; a refusal is told, any other error is thrown. */
export async function hardened(directory: string, options: Partial<HardenOptions> = {}): Promise<Hardened> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts): NodeJS.WriteStream =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const io = { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr'), env: {} };
  try {
    return { code: await harden(directory, { ...OPTIONS, ...options }, io), message: '', hint: '', ...texts };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { code: error.exitCode, message: error.message, hint: error.hint, ...texts };
  }
}
