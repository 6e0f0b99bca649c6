import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCodemod } from '../../src/edits/codemods';
import { express } from '../../src/frameworks/express';
import { frameworkOf, requestShape } from '../../src/frameworks/index';
import type { Framework, FrameworkId, JsonObject } from '../../src/types';

export const here = import.meta.dirname;

export interface Case {
  codemod: string;
  name: string;
  /** Name of the input file: what the codemod sees as its path. */
  file: string;
  input: string;
  /** Null: the codemod leaves the file alone. */
  output: string | null;
  options: JsonObject;
}

const dialect = express.chain as unknown as JsonObject;
const from = './security';

/** How handlers of a framework get at what clients send. */
function shapeOf(id: string): JsonObject {
  const server = { id: id === 'nestjs' ? 'express' : id, major: 5 } as Framework['server'];
  return requestShape({ id: id as FrameworkId, version: '', major: 0, server }) as unknown as JsonObject;
}

/** What the measures ask of each codemod; a case's `options.json` says only what differs. */
const defaults: Record<string, JsonObject> = {
  'declare-globals': { rule: 'code/implicit-global', shared: [] },
  'compare-equal': {
    rule: 'nosql/filter',
    fields: [{ within: 'login', call: 'User.findOne', key: 'email', value: 'req.body.email' }],
  },
  'decorate-method': {
    class: 'AuthController',
    method: 'login',
    decorator: 'UseGuards',
    from: '@nestjs/common',
    argument: { name: 'LoginLimit', member: null, from },
    place: 'first',
  },
  'guard-route': { dialect, method: 'post', path: '/login', occurrence: 0, name: 'loginLimiter', from, place: 'first' },
  'guard-router': {
    dialect,
    routes: [
      { method: 'get', path: '/users', occurrence: 0 },
      { method: 'delete', path: '/users/:id', occurrence: 0 },
    ],
    name: 'requireRole',
    from: './security/access',
    text: 'admin',
  },
  'encode-html': {
    rule: 'xss/reflected',
    shape: shapeOf('express'),
    name: 'escapeHtml',
    from: './security/escape-html',
  },
  'encode-output': { rule: 'xss/unescaped', engine: 'ejs', outputs: [] },
  'guard-redirect': {
    rule: 'redirects/open',
    shape: shapeOf('express'),
    name: 'safeRedirect',
    from: './security/redirect',
  },
  'harden-workflow': { rule: 'supply-chain/unpinned-action', scripts: {}, lockfile: null },
  'extend-dependabot': { ecosystems: [['npm'], ['github-actions']] },
  'hash-passwords': {
    rules: ['passwords/fast-hash', 'passwords/plain-text', 'passwords/plain-comparison'],
    from: './security/passwords',
    shape: shapeOf('none'),
    renewal: 'mongoose',
    stores: true,
  },
  'hide-errors': { rule: 'errors/leak', name: 'publicMessage', from },
  'import-first': { from: './security/env', mainOnly: false },
  'lint-rules': {
    rules: {
      'no-eval': 'error',
      'prefer-const': ['warn', { destructuring: 'all' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
    files: null,
    indent: '  ',
    comment: 'Why they are here.',
  },
  'literal-to-env': { rule: 'secrets/hard-coded', cast: '' },
  'mount-first': { dialect, index: 0, name: 'secureApp', from },
  'move-import': { from, to: './lib/security' },
  'raise-cost': { rule: 'passwords/low-cost' },
  'redact-logs': { rule: 'logging/secret', shape: shapeOf('express') },
  'secure-cookies': {
    rule: 'cookies/no-http-only',
    facts: {
      trustsProxy: false,
      preset: [],
      named: false,
      store: './security/session-store',
      environment: 'process.env.NODE_ENV',
    },
  },
  'secure-tokens': {
    rule: 'tokens/no-algorithms',
    facts: {
      signings: [{ key: 'JWT_SECRET', algorithm: 'HS256' }],
      expiresIn: '1h',
      expires: false,
      overrides: false,
      leftToCalls: false,
      issuer: '',
      audience: '',
    },
  },
  'replace-var': { rule: 'code/var' },
  'parameterize-sql': {
    rule: 'sql/interpolated-value',
    shape: shapeOf('express'),
    calls: {},
    constants: [],
    dialect: null,
  },
  'set-argument': { callee: 'cors', index: 0, name: 'corsOptions', from },
  'set-option': { callees: ['helmet'], option: 'contentSecurityPolicy', from: 'false', to: '{ reportOnly: true }' },
  'take-out': {
    from,
    names: ['secureApp', 'protectServer', 'loginLimiter', 'validate', 'schemas'],
    wrappers: ['secureApp', 'protectServer'],
  },
  'wrap-server': { kind: 'listen', index: 0, name: 'protectServer', from },
};

/** The folders `test/codemods/<codemod>/<case>/`. */
export function cases(): Case[] {
  const codemods = foldersIn(here).filter((folder) => folder !== 'lib');
  return codemods.flatMap((codemod) =>
    foldersIn(join(here, codemod)).map((name) => readCase(codemod, name, join(here, codemod, name))),
  );
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

function readCase(codemod: string, name: string, folder: string): Case {
  const files = readdirSync(folder);
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const file = files.find((entry) => entry.startsWith('input.'));
  if (file === undefined) throw new Error(`No input in ${folder}`);
  const output = file.replace('input', 'output');
  const own = files.includes('options.json') ? (JSON.parse(text('options.json')) as JsonObject) : {};
  return {
    codemod,
    name,
    file,
    input: text(file),
    output: files.includes(output) ? text(output) : null,
    options: optionsOf(codemod, own),
  };
}

/** The codemod's options in a case; the dialect is that of a framework, or Express with what differs. */
function optionsOf(codemod: string, own: JsonObject): JsonObject {
  const shared = defaults[codemod];
  if (!shared) throw new Error(`No such codemod: ${codemod}`);
  const { dialect: spelling, framework, ...rest } = own;
  if (typeof framework === 'string') {
    const spelled = { dialect: frameworkOf(framework).chain as unknown as JsonObject };
    return { ...shared, ...rest, ...('shape' in shared ? { shape: shapeOf(framework) } : spelled) };
  }
  return { ...shared, ...rest, ...(spelling ? { dialect: { ...dialect, ...(spelling as JsonObject) } } : {}) };
}

/** What the codemod makes of a text in place of the case's input. */
export const transformed = ({ codemod, file, options }: Case, text: string): string | undefined =>
  runCodemod(codemod, file, text, options);
