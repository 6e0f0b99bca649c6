import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/errors';
import { readProject } from '../../../../src/project/model';
import {
  bootEnvironment,
  type BootEnvironment,
  type EnvironmentOptions,
} from '../../../../src/steps/verify/start/environment';
import { temporaryFolder } from '../../../temporary';

const manifest = (dependencies: Record<string, string> = {}): string =>
  JSON.stringify({ name: 'app', dependencies: { express: '^5.0.0', ...dependencies } });

/** The environment of an app with this code and these files. */
async function environmentOf(
  code: string,
  files: Record<string, string> = {},
  options: EnvironmentOptions = {},
): Promise<BootEnvironment> {
  const root = await temporaryFolder({
    'package.json': manifest(),
    'app.js': `const express = require('express');\n${code}\nconst app = express();\napp.listen(3000);\n`,
    ...files,
  });
  const project = await readProject({ directory: root, withoutApp: 'any', readRecord: () => Promise.resolve(null) });
  const file = options.envFile === undefined ? {} : { envFile: path.join(root, options.envFile) };
  return bootEnvironment(project, { ...options, ...file });
}

const strong = /^[0-9a-f]{48,}$/;

describe('the environment an app is started with', () => {
  it('is that of production, at an address of its own', async () => {
    const { env, settings } = await environmentOf('');
    expect(env).toEqual({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://app.example.com',
      ALLOWED_ORIGINS: 'https://shop.example.com',
    });
    expect(settings).toEqual({
      home: 'https://app.example.com',
      allowed: 'https://shop.example.com',
      foreign: 'https://evil.example',
    });
  });

  it('has strong secrets, new for every run, which are the canaries', async () => {
    const code = 'const key = process.env.JWT_SECRET; sign(key); connect(process.env.STRIPE_API_KEY);';
    const [first, second] = [await environmentOf(code), await environmentOf(code)];
    expect(first.env['JWT_SECRET']).toMatch(strong);
    expect(first.env['STRIPE_API_KEY']).toMatch(strong);
    expect(first.canaries).toEqual([first.env['JWT_SECRET'], first.env['STRIPE_API_KEY']]);
    expect(second.env['JWT_SECRET']).not.toBe(first.env['JWT_SECRET']);
  });

  it('has what the app demands, by name, and leaves alone what it can do without', async () => {
    const names = [
      'MONGODB_URI',
      'DATABASE_URL',
      'REDIS_URL',
      'API_PORT',
      'SALT_ROUNDS',
      'JWT_EXPIRES_IN',
      'MAIL_FROM',
      'ENABLE_SIGNUP',
      'APP_NAME',
    ];
    const checks = names.map((name) => `if (!process.env.${name}) throw new Error('${name}');`).join('\n');
    const { env, required } = await environmentOf(`${checks}\nconst level = process.env.LOG_LEVEL || 'info';`, {
      'package.json': manifest({ mysql2: '^3.0.0' }),
    });
    expect(env).toMatchObject({
      MONGODB_URI: 'mongodb://127.0.0.1:27017/app',
      DATABASE_URL: 'mysql://app:app@127.0.0.1:3306/app',
      REDIS_URL: 'redis://127.0.0.1:6379',
      API_PORT: '3000',
      SALT_ROUNDS: '10',
      JWT_EXPIRES_IN: '15m',
      MAIL_FROM: 'app@app.example.com',
      ENABLE_SIGNUP: 'false',
      APP_NAME: 'app',
    });
    expect(env).not.toHaveProperty('LOG_LEVEL');
    expect(required).toEqual([...names].sort());
  });

  it('has what is of no use without a secret, too', async () => {
    const code = 'use(process.env.GITHUB_CLIENT_SECRET, process.env.GITHUB_CLIENT_ID, process.env.GITHUB_TEAM);';
    const { env } = await environmentOf(code);
    expect(env['GITHUB_CLIENT_ID']).toBe('app');
    expect(env).not.toHaveProperty('GITHUB_TEAM');
  });

  it('gives both halves of one key pair', async () => {
    const { createSign, createVerify } = await import('node:crypto');
    const code = 'if (!process.env.JWT_PRIVATE_KEY || !process.env.JWT_PUBLIC_KEY) throw new Error();';
    const { env, canaries } = await environmentOf(code);
    const signature = createSign('RSA-SHA256').update('text').sign(env['JWT_PRIVATE_KEY']!);
    expect(createVerify('RSA-SHA256').update('text').verify(env['JWT_PUBLIC_KEY']!, signature)).toBe(true);
    expect(canaries).toEqual([env['JWT_PRIVATE_KEY']]);
  });
});

describe('the example file', () => {
  it('gives the values that are not left to fill in', async () => {
    const example = `PORT=8080
# COMMENTED=1
EMPTY=
DB_PASSWORD=postgres
DATABASE_URL=postgres://db.example.com/shop
JWT_SECRET=changeme
SESSION_SECRET=short
API_KEY=<your key>
ENCRYPTION_KEY=0123456789abcdef0123456789abcdef
A_NAME_ALONE
MONGO_URI=your_mongodb_uri
NODE_ENV=development
PUBLIC_URL=http://localhost:8080
`;
    const { env, canaries } = await environmentOf('', { '.env.example': example });
    expect(env).toMatchObject({
      NODE_ENV: 'production',
      PORT: '8080',
      DB_PASSWORD: 'postgres',
      DATABASE_URL: 'postgres://db.example.com/shop',
      ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
      MONGO_URI: 'mongodb://127.0.0.1:27017/app',
      PUBLIC_URL: 'https://app.example.com',
    });
    for (const name of ['JWT_SECRET', 'SESSION_SECRET', 'API_KEY']) expect(env[name]).toMatch(strong);
    expect(new Set(canaries)).toEqual(new Set([env['JWT_SECRET'], env['SESSION_SECRET'], env['API_KEY']]));
    expect(env).not.toHaveProperty('EMPTY');
    expect(env).not.toHaveProperty('COMMENTED');
  });

  it.each(['.env.sample', '.env.template', '.env.dist', 'example.env'])('may be called %s', async (name) => {
    expect((await environmentOf('', { [name]: 'PORT=8081\n' })).env['PORT']).toBe('8081');
  });
});

describe('the env files of the project', () => {
  const files = {
    '.env': 'DATABASE_URL=postgres://real.example.com/db\nJWT_SECRET=real\n',
    '.env.production': 'A=1\n',
    '.env.example': 'JWT_SECRET=\nA=2\n',
  };
  const code = 'if (!process.env.DATABASE_URL || !process.env.JWT_SECRET) throw new Error();';

  it('are not read, and named', async () => {
    const { env, hidden } = await environmentOf(code, files);
    expect(hidden).toEqual(['.env', '.env.production']);
    expect(JSON.stringify(env)).not.toContain('real');
    expect(env['DATABASE_URL']).toBe('postgres://app:app@127.0.0.1:5432/app');
  });

  it('are left to the app where the user allowed it: nothing of ours stands in front of their values', async () => {
    const { env, hidden, canaries } = await environmentOf(code, files, { loadOwn: true });
    expect(Object.keys(env).sort()).toEqual(['ALLOWED_ORIGINS', 'NODE_ENV', 'PUBLIC_URL']);
    expect([hidden, canaries]).toEqual([[], []]);
  });
});

describe('--env-file', () => {
  it('wins over everything, and says where the app is', async () => {
    const file = `NODE_ENV=staging
JWT_SECRET="mine"
PUBLIC_URL=https://api.shop.example/v1
ALLOWED_ORIGINS=https://a.example:8443/x, https://b.example
`;
    const { env, settings, canaries } = await environmentOf(
      'sign(process.env.JWT_SECRET);',
      { 'my.env': file },
      { envFile: 'my.env' },
    );
    expect(env).toMatchObject({ NODE_ENV: 'staging', JWT_SECRET: 'mine' });
    expect(settings).toMatchObject({ home: 'https://api.shop.example', allowed: 'https://a.example:8443' });
    expect(canaries).toEqual([]);
  });

  it('names a file that is not hidden any more', async () => {
    const files = { '.env': 'A=1\n', '.env.local': 'B=2\n' };
    expect((await environmentOf('', files, { envFile: '.env' })).hidden).toEqual(['.env.local']);
    expect((await environmentOf('', files, { envFile: 'sub/../.env.local' })).hidden).toEqual(['.env']);
  });

  it('that is not there is wrong usage', async () => {
    const error = await environmentOf('', {}, { envFile: 'none.env' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
  });
});

describe("the app's own schema", () => {
  const schemas: Record<string, string> = {
    zod: `const { z } = require('zod');
      const env = z.object({
        NODE_ENV: z.enum(['development', 'production']),
        PORT: z.coerce.number().min(1024),
        MODE: z.enum(['fast', 'slow']),
        SIGNING_SECRET: z.string().min(80),
        DATABASE_URL: z.string().url(),
        CONTACT: z.string().email(),
        LIMIT: z.preprocess(Number, z.number()),
        LABEL: z.string().length(5),
        EXTRA: z.string().optional(),
        LEVEL: z.string().default('info'),
      }).parse(process.env);`,
    joi: `const Joi = require('joi');
      Joi.object({
        PORT: Joi.number().min(1024).required(),
        MODE: Joi.string().valid('fast', 'slow').required(),
        SIGNING_SECRET: Joi.string().min(80).required(),
        DATABASE_URL: Joi.string().uri().required(),
        CONTACT: Joi.string().email().required(),
        LIMIT: Joi.number().required(),
        LABEL: Joi.string().length(5).required(),
        EXTRA: Joi.string(),
        LEVEL: Joi.string().default('info'),
      }).validate(process.env);`,
    envalid: `const { cleanEnv, str, num, url, email, port } = require('envalid');
      cleanEnv(process.env, {
        PORT: port(),
        MODE: str({ choices: ['fast', 'slow'] }),
        SIGNING_SECRET: str(),
        DATABASE_URL: url(),
        CONTACT: email(),
        LIMIT: num({ devDefault: 1 }),
        LABEL: str(),
        LEVEL: str({ default: 'info' }),
      });`,
    'JSON Schema': `require('env-schema')({ data: process.env, schema: {
        type: 'object',
        required: ['PORT', 'MODE', 'SIGNING_SECRET', 'DATABASE_URL', 'CONTACT', 'LIMIT', 'LABEL'],
        properties: {
          PORT: { type: 'number', minimum: 1024 },
          MODE: { type: 'string', enum: ['fast', 'slow'] },
          SIGNING_SECRET: { type: 'string', minLength: 80 },
          DATABASE_URL: { type: 'string', format: 'uri' },
          CONTACT: { type: 'string', format: 'email' },
          LIMIT: { type: 'integer' },
          LABEL: { type: 'string' },
          EXTRA: { type: 'string' },
          LEVEL: { type: 'string', default: 'info' },
        },
      } });`,
  };

  it.each(Object.entries(schemas))('in %s is satisfied', async (_name, code) => {
    const { env, canaries } = await environmentOf(code);
    expect(Number(env['PORT'])).toBeGreaterThanOrEqual(1024);
    expect(env['MODE']).toBe('fast');
    expect(env['SIGNING_SECRET']).toMatch(strong);
    expect(URL.canParse(env['DATABASE_URL']!)).toBe(true);
    expect(env['CONTACT']).toContain('@');
    expect(Number(env['LIMIT'])).toBeGreaterThan(0);
    expect(env['LABEL']).toMatch(/^\S{3,}$/);
    expect(env).not.toHaveProperty('EXTRA');
    expect(env).not.toHaveProperty('LEVEL');
    expect(env['NODE_ENV']).toBe('production');
    expect(canaries).toEqual([env['SIGNING_SECRET']]);
  });

  it('names production in its own way', async () => {
    const { env } = await environmentOf(
      "require('zod').z.object({ NODE_ENV: z.enum(['dev', 'prod']) }).parse(process.env);",
    );
    expect(env['NODE_ENV']).toBe('prod');
  });

  it('says how long a value is', async () => {
    const { env } = await environmentOf(schemas['zod']!);
    expect(env['SIGNING_SECRET']!.length).toBeGreaterThanOrEqual(80);
    expect(env['LABEL']).toHaveLength(5);
  });
});

describe('an app of a framework that is not understood', () => {
  it('is read for what it needs all the same', async () => {
    const { env, canaries, required } = await environmentOf('', {
      'package.json': JSON.stringify({ name: 'app', dependencies: { '@nestjs/core': '^11.0.0' } }),
      'app.js': '',
      'src/auth.module.ts': `import { ConfigService } from '@nestjs/config';
        JwtModule.registerAsync({ useFactory: (config: ConfigService) => ({
          secret: config.get<string>('JWT_SECRET'),
          expires: config.get('JWT_EXPIRES', '1h'),
          issuer: config.getOrThrow('ISSUER_URL'),
        }) });`,
      'src/main.ts': "if (!process.env.TENANT) throw new Error('TENANT');\nconst level = process.env.LEVEL;",
      'node_modules/x/index.js': 'sign(process.env.OTHER_SECRET);',
    });
    expect(env['JWT_SECRET']).toMatch(strong);
    expect(env).toMatchObject({ ISSUER_URL: 'https://app.example.com', TENANT: 'app' });
    expect(env).not.toHaveProperty('OTHER_SECRET');
    expect(env).not.toHaveProperty('LEVEL');
    expect(env).not.toHaveProperty('JWT_EXPIRES');
    expect(canaries).toEqual([env['JWT_SECRET']]);
    expect(required).toEqual([]);
  });
});
