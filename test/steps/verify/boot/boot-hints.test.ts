import { describe, expect, it } from 'vitest';
import { hintFor } from '../../../../src/steps/verify/boot/boot-hints';

const options = {
  start: { command: 'npm', args: ['start'], cwd: '/app', shown: 'npm start' },
  ...{ root: '/app', env: {}, timeout: 30_000, allowNetwork: false, hideEnvFiles: true },
};
const hint = (output: string): string => hintFor(output, null, [], options);

/** What the libraries say, word for word. */
const SETTING = [
  'Error: Missing required environment variable SESSION_SECRET',
  'Invalid environment variables: { "DATABASE_URL": [ "Required" ] }',
  'ZodError: [ { "code": "invalid_type", "path": ["PORT"] } ]',
  'Error: Config validation error: "JWT_SECRET" is required',
  'ValidationError: "PORT" is required',
  'PrismaClientInitializationError: error: Environment variable not found: DATABASE_URL.',
  'Error: secretOrPrivateKey must have a value',
  'TypeError: JwtStrategy requires a secret or key',
  'Error: secret option required for sessions',
  'MongooseError: The `uri` parameter to `openUri()` must be a string, got "undefined".',
  'FATAL: JWT_SECRET is not set',
  'JWT_SECRET must have at least 32 characters',
  'environment variable "API_KEY" is missing',
];
const SERVICE: [string, string][] = [
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'PostgreSQL'],
  ['AggregateError [ECONNREFUSED]:\n    [errors]: [ Error: connect ECONNREFUSED ::1:6379', 'Redis'],
  ['MongooseServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017', 'MongoDB'],
  ["PrismaClientInitializationError: Can't reach database server at `localhost:5432`", 'A database'],
];

describe('a hint', () => {
  it.each(SETTING)('about a setting: %s', (line) => {
    expect(hint(`starting\n${line}\n    at start (/app/server.js:3:9)`)).toMatch(/^A setting is missing/);
  });

  it.each(SERVICE)('about a service: %s', (line, name) => {
    expect(hint(line)).toContain(name);
    expect(hint(line)).toContain('--env-file');
  });

  it('about TypeScript that nothing translates', () => {
    expect(hint('TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /app/src/x.ts')).toContain(
      'tsx',
    );
    expect(hint('TSError: ⨯ Unable to compile TypeScript:\nsrc/x.ts(3,1): error TS2304: Cannot find name')).toContain(
      'compile',
    );
    expect(hint("src/x.ts(3,1): error TS2741: Property 'API_KEY' is missing in type '{}'")).toContain('compile');
  });

  it('about modules of the other kind', () => {
    const said = 'import x from "y"\n^^^^^^\nSyntaxError: Cannot use import statement outside a module';
    expect(hint(said)).toMatch(/^The module system/);
    expect(hint('SyntaxError: Unexpected token')).toMatch(/^A file cannot be parsed/);
  });

  it('about packages that are not installed', () => {
    expect(hint("Error: Cannot find module 'express'\nRequire stack:")).toContain('package express is missing');
    expect(hint("Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@nestjs/core' imported from")).toContain(
      '@nestjs/core',
    );
    expect(hint('sh: 1: nest: not found')).toContain('install');
  });

  it.each([
    [
      'npm error npx canceled due to missing packages and no YES option: ["ts-node@10.9.2"]',
      'ts-node is not installed',
    ],
    [
      "npm error request to https://registry.npmjs.org/@swc-node%2fcli failed: cache mode is 'only-if-cached' but no",
      '@swc-node/cli is not installed',
    ],
    ['sh: 1: pnpm: not found', 'pnpm is not installed: corepack enable pnpm'],
    ['sh: line 1: yarn: command not found', 'yarn is not installed: corepack enable yarn'],
  ])('about programs that are not installed: %s', (line, said) => {
    expect(hint(line)).toContain(said);
  });

  it.each([
    [
      "Error: Cannot find module '/app/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node'\nRequire stack:",
      'bcrypt',
    ],
    [
      'Error: Could not locate the bindings file. Tried:\n → /app/node_modules/better-sqlite3/build/better_sqlite3.node\n',
      'better-sqlite3',
    ],
    [
      "Error: The module '/app/node_modules/.pnpm/@x+y@1.0.0/node_modules/@x/y/build/Release/y.node'\nwas compiled against a different Node.js version using",
      '@x/y',
    ],
    [
      'Error: No native build was found for platform=linux arch=x64 runtime=node\n    loaded from: /app/node_modules/argon2\n',
      'argon2',
    ],
  ])('about packages that are not built: %s', (said, name) => {
    expect(hint(said)).toBe(`${name} is not built for this version of Node.js: npm rebuild ${name}`);
  });

  it.each([
    "Error: Cannot find module '/app/dist/server.js'\n    at Module._resolveFilename",
    "Error: /app/dist/app.js doesn't exist within /app",
    "dist/app.js doesn't exist within /app",
  ])('about an app that is not built: %s', (said) => {
    expect(hint(said)).toBe('The built files are missing: run the build script first.');
  });

  it('does not take what is said of something else for the cause', () => {
    const trace = "TypeError: Cannot read properties of undefined (reading 'user_id')";
    expect(hint(trace)).toMatch(/^Does `npm start` work without tempered\?/);
  });
});
