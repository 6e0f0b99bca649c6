import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../src/project/model';
import { hideInCommand, hider, privateValues, valuesIn } from '../../../src/steps/verify/hide';
import { prove, type ProveOptions, type Proven } from '../../../src/steps/verify/prove';
import type { Probe, Seen } from '../../../src/types/proof';
import { temporaryFolder } from '../../temporary';

describe('what is hidden', () => {
  it('is a secret, also where it is written another way', () => {
    const hide = hider(['pass word/1234', 'postgres://app:s3cr%40t!@127.0.0.1/app', 'short']);
    expect(hide('a pass word/1234 b')).toBe('a *** b');
    expect(hide('at ?x=pass%20word%2F1234')).toBe('at ?x=***');
    expect(hide('postgres://app:s3cr%40t!@127.0.0.1/app')).toBe('***');
    expect(hide('as s3cr@t! or s3cr%40t!')).toBe('as *** or ***');
    expect(hide('short')).toBe('short');
    expect(hider(['a"b\nclosing'])('{"x":"a\\"b\\nclosing"}')).toBe('{"x":"***"}');
  });

  it('is what is left of it where the text is cut off', () => {
    const hide = hider(['CanaryAlpha123456']);
    expect(hide('200, server: CanaryAlp…')).toBe('200, server: ***…');
    expect(hide('200, server: CanaryAlp…, server: CanaryAlpha12…')).toBe('200, server: ***…, server: ***…');
    expect(hide('200, server: Cana…')).toBe('200, server: Cana…');
  });

  it('is each line of a key', () => {
    const key = '-----BEGIN X-----\nAAAABBBBCCCCDDDDEEEE\nFFFFGGGGHHHHIIIIJJJJ\n-----END X-----';
    expect(hider([key])('1: AAAABBBBCCCCDDDDEEEE\n2: FFFFGGGGHHHHIIIIJJJJ')).toBe('1: ***\n2: ***');
  });

  it('is all of an env file but what is obviously public', () => {
    const file = {
      ...{ NODE_ENV: 'staging-7', PORT: '3000', LOG_LEVEL: 'verbose', DEBUG: 'true', LIMIT: '1000000' },
      ...{ PUBLIC_URL: 'https://a.example', ALLOWED_ORIGINS: 'https://b.example', BIND: '127.0.0.1' },
      ...{ API_TOKEN: '12345678', TENANT: 'acme-internal', DB_PASS: 'localhost' },
    };
    expect(privateValues(file)).toEqual(['12345678', 'acme-internal', 'localhost']);
  });

  it('is what is typed into a command', () => {
    const command = `A=1 JWT_SECRET='one two' DB_PASS=abc node --api-key=k1 --auth-token k2 --port 3000 --token --x=y server.js`;
    expect(hideInCommand(command)).toBe(
      'A=1 JWT_SECRET=*** DB_PASS=*** node --api-key=*** --auth-token *** --port 3000 --token --x=y server.js',
    );
    expect(valuesIn(command)).toEqual(['one two', 'abc', 'k1', 'k2']);
  });
});

const SERVER = `
const { MY_SECRET, PLAIN, DBURL, JWT_SECRET, TYPED_SECRET } = process.env;
console.error('starting with', MY_SECRET, PLAIN, DBURL, JWT_SECRET, TYPED_SECRET);
if (process.env.BROKEN) process.exit(1);
require('node:http').createServer((request, response) => {
  response.setHeader('Content-Type', 'text/' + PLAIN);
  response.end([MY_SECRET, PLAIN, DBURL, JWT_SECRET, TYPED_SECRET, 'end'].join(' '));
}).listen(3000);`;
const VALUES = { MY_SECRET: 'CanaryAlpha123456', PLAIN: 'CanaryBeta1234567', DBURL: 'postgres://u:CanaryGamma99@h/db' };
const START = 'TYPED_SECRET=CanaryDelta77 node server.js';

async function proveWith(env: Record<string, string>, changes: Partial<ProveOptions> = {}): Promise<[Proven, string]> {
  const root = await temporaryFolder({
    'package.json': '{ "name": "app" }',
    'server.js': SERVER,
    '.env.example': 'JWT_SECRET=change-me\n',
    '.env': Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  });
  const project = await readProject({ directory: root, withoutApp: 'any', readRecord: async () => null });
  const said: string[] = [];
  const options = { project, probes: [probe], timeout: 10_000, mayBuild: async () => false, start: START };
  const proven = await prove({
    ...options,
    say: (text) => said.push(text),
    ...(changes.loadOwn ? {} : { envFile: join(root, '.env') }),
    ...changes,
  });
  return [proven, said.join('\n')];
}

let canary = '';
const probe: Probe = {
  kind: 'http',
  risk: 'safe',
  ...{ id: 'a/b', attack: '', proves: '', cwe: '', reference: '' },
  requests: () => [{ path: '/' }],
  judge: ({ answers: [answer], log }, { canaries }) => {
    canary = canaries[0]!;
    return { ok: true, evidence: `${answer!.text}; ${log?.length}; ${answer!.text.slice(0, 12)}…` };
  },
};

const plain = {
  ...probe,
  judge: ({ answers: [answer] }: Seen) => ({ ok: true, evidence: answer!.text }),
} as Probe;

const clean = (text: string): void => {
  for (const secret of ['Canary', 'Alpha', 'Gamma']) expect(text).not.toContain(secret);
};

describe('a proof', () => {
  it('shows nothing of what the app was given to keep', async () => {
    const [{ proof, looked }, said] = await proveWith(VALUES);
    expect(proof.results[0]!.evidence).toMatch(/^\*\*\* \*\*\* \*\*\* \*\*\* \*\*\* end; \d+; \*\*\*…$/);
    expect(canary).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(proof)).not.toContain(canary);
    expect(proof.app).toBe('TYPED_SECRET=*** node server.js');
    expect(said).toContain('Starting: TYPED_SECRET=*** node server.js');
    expect(looked[0]![0]!.headers['content-type']).toBe('text/***');
    clean(JSON.stringify(proof) + said);
  });

  it('shows nothing of it either where the app reads its own env file', async () => {
    const [{ proof }] = await proveWith({ ...VALUES, JWT_SECRET: 'CanaryEpsilon5' }, { loadOwn: true, probes: [] });
    clean(JSON.stringify(proof));
    const changes = {
      start: 'TYPED_SECRET=CanaryDelta77 node --env-file=.env server.js',
      loadOwn: true,
    };
    const [own] = await proveWith({ ...VALUES, JWT_SECRET: 'CanaryEpsilon5' }, { ...changes, probes: [plain] });
    expect(own.proof.results[0]!.evidence).toBe('*** *** *** *** *** end');
  });

  it('shows nothing of it in the log of an app that does not start', async () => {
    const [{ proof }] = await proveWith({ ...VALUES, BROKEN: '1' });
    expect(proof.problem!.log).toEqual(['starting with *** *** *** *** ***']);
    clean(JSON.stringify(proof));
  });
});
