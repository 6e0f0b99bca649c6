import { describe, expect, it } from 'vitest';
import { hintFor } from '../../../src/steps/verify/boot-hints';

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

  it('does not take what is said of something else for the cause', () => {
    const trace = "TypeError: Cannot read properties of undefined (reading 'user_id')";
    expect(hint(trace)).toMatch(/^Does `npm start` work without tempered\?/);
  });
});
