import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary';

export interface Comment {
  id: number;
  user: { login: string };
  body: string;
}

export interface Hub {
  /** The folder of the program. */
  programs: string;
  /** What stands under the pull request now. */
  comments: () => Promise<Comment[]>;
  /** `POST repos/…` for each call. */
  calls: () => Promise<string[]>;
}

/** As much of gh as the action calls, over comments in a file. GitHub itself cannot be reached from tests. */
const program = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const string = { type: 'string' };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { method: { ...string, default: 'GET' }, field: string, jq: string, paginate: { type: 'boolean' }, silent: { type: 'boolean' } },
});
const address = positionals[1];
const file = __dirname + '/comments.json';
const comments = JSON.parse(readFileSync(file, 'utf8'));
appendFileSync(__dirname + '/calls', values.method + ' ' + address + '\\n');
if (process.env.GH_TOKEN !== 'a-token') throw new Error('no token');
const refuse = (words) => { console.error('gh: ' + words); process.exit(1); };
if (values.method === 'GET') {
  const marks = /select\\(\\.user\\.login == "([^"]+)" and \\(\\.body \\| startswith\\(env\\.(\\w+)\\)\\)\\) \\| \\.id/.exec(values.jq);
  for (const { id, user, body } of comments)
    if (user.login === marks[1] && body.startsWith(process.env[marks[2]])) console.log(id);
} else if (readFileSync(__dirname + '/readonly', 'utf8') === 'true') {
  refuse('Resource not accessible by integration (HTTP 403)');
} else {
  const body = readFileSync(values.field.replace(/^body=@/, ''), 'utf8');
  const id = Number(address.split('/').at(-1));
  if (values.method === 'PATCH') comments.find((each) => each.id === id).body = body;
  else comments.push({ id: 100 + comments.length, user: { login: 'github-actions[bot]' }, body });
  writeFileSync(file, JSON.stringify(comments));
}
`;

export async function fakeHub({ comments = [] as Comment[], readonly = false } = {}): Promise<Hub> {
  const programs = await temporaryFolder({
    gh: program,
    calls: '',
    'comments.json': JSON.stringify(comments),
    readonly: String(readonly),
  });
  await chmod(join(programs, 'gh'), 0o755);
  const text = (file: string): Promise<string> => readFile(join(programs, file), 'utf8');
  return {
    programs,
    comments: async () => JSON.parse(await text('comments.json')) as Comment[],
    calls: async () => (await text('calls')).split('\n').filter((line) => line !== ''),
  };
}
