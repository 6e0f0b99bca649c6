import { join } from 'node:path';
import { Writable } from 'node:stream';
import { check } from '../../../src/commands/check';
import type { CheckOptions } from '../../../src/commands/options';
import type { Io } from '../../../src/ui/screen';
import { temporaryFolder } from '../../temporary';

/** What nobody may read in a report. */
export const SECRETS = ['c0rrect-h0rse-battery', 'Tr0ub4dor-and-3'];
/** A name that is a command to GitHub, and more. */
export const HOSTILE = '::error::`|<b>@octocat ##[error] x.js';

const SERVER = `const express = require('express');
const session = require('express-session');
const { query } = require('./db');

const app = express();
app.use(session({ secret: 'c0rrect-h0rse-battery', resave: true, saveUninitialized: false }));
app.get('/users', async (req, res) => {
  total = await query("SELECT * FROM users WHERE name = '" + req.query.name + "'");
  res.json(total);
});
app.listen(3000);
`;

/** An app of which much is found: with code that can be mended, a secret, and the name of a file that is an attack. */
export const SHOP: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'shop <script>',
    scripts: { start: 'node server.js' },
    dependencies: { express: '^5.0.0', 'express-session': '^1.18.0', pg: '^8.0.0' },
  }),
  'server.js': SERVER,
  'db.js': `const { Pool } = require('pg');
const pool = new Pool({ password: 'Tr0ub4dor-and-3' });
exports.query = (text, values) => pool.query(text, values);
`,
  [HOSTILE]: 'exports.run = (req) => eval(req.query.code);\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
};

export interface Checked {
  code: number;
  stdout: string;
  stderr: string;
}

/** Checks a folder as the command line does. */
export async function checkIn(
  directory: string,
  options: Partial<CheckOptions> = {},
  env: Io['env'] = {},
): Promise<Checked> {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const io: Io = { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr'), env };
  const given: CheckOptions = { only: [], skip: [], format: 'json', report: [], failOn: 'high', ...options };
  return { code: await check(directory, given, io), ...texts };
}

/** The shop below a folder of its repository, as `check` says it in a format. */
export async function checkShop(options: Partial<CheckOptions> = {}, env: Io['env'] = {}): Promise<Checked> {
  const top = await temporaryFolder(
    Object.fromEntries(
      Object.entries(SHOP).map(([file, text]) => [file.startsWith('.git/') ? file : `services/shop/${file}`, text]),
    ),
  );
  return checkIn(join(top, 'services/shop'), options, env);
}
