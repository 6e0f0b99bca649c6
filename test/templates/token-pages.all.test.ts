import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { boot, type Running } from '../support/boot';
import { type Answer, ask } from '../support/http';
import { repository } from '../support/tempered';
import { writeFiles } from '../temporary';
import { Bench } from './bench';
import { compile, forms, ownStyle } from './workshop';

/** What stands around the blocks of docs/measures/tokens.md: the app, and users with a password. */
interface Around {
  packages: string[];
  form: 'js-esm' | 'ts-cjs';
  before: string;
  after: string;
}
const USERS = `import { hashPassword } from './security/passwords.js';
const ada = { id: 7, roles: ['user'], passwordHash: await hashPassword('lovelace-1815') };
const users = {
  findByEmail: async (email) => (email === 'ada@example.com' ? ada : undefined),
  findById: async (id) => (id === '7' ? ada : undefined),
};
`;
const NEST_USERS = `import { hashPassword } from './security/passwords';
const ada = hashPassword('lovelace-1815').then((passwordHash) => ({ id: 7, roles: ['user'], passwordHash }));
const users = {
  findByEmail: async (email: string) => (email === 'ada@example.com' ? ada : undefined),
  findById: async (id: string) => (id === '7' ? ada : undefined),
};
`;
const OWN = `import { issueTokens, refreshTokens, revokeTokens } from './security/tokens.js';
import { verifyPassword } from './security/passwords.js';
const NAME = '__Secure-refresh';
`;
const express = (name: string): Around => ({
  packages: [`express@npm:${name}`, 'cookie-parser@1'],
  form: 'js-esm',
  before: `import express from 'express';
import cookieParser from 'cookie-parser';
${USERS}const app = express();
app.use(express.json(), cookieParser());
`,
  after: 'app.listen(3000);\n',
});
const apps: Record<string, Around> = {
  express: express('express@5'),
  fastify: {
    packages: ['fastify@5', '@fastify/cookie@11'],
    form: 'js-esm',
    before: `import fastify from 'fastify';
import cookies from '@fastify/cookie';
${USERS}${OWN}const app = fastify();
await app.register(cookies);
app.addContentTypeParser('text/none', (request, body, done) => done(null, null));
`,
    after: 'await app.listen({ port: 3000 });\n',
  },
  koa: {
    packages: ['koa@3', '@koa/router@15', '@koa/bodyparser@6'],
    form: 'js-esm',
    before: `import Koa from 'koa';
import Router from '@koa/router';
import { bodyParser } from '@koa/bodyparser';
${USERS}${OWN}const app = new Koa();
app.proxy = true;
const router = new Router();
app.use(bodyParser());
`,
    after: 'app.use(router.routes());\napp.listen(3000);\n',
  },
  hono: {
    packages: ['hono@4', '@hono/node-server@2'],
    form: 'js-esm',
    before: `import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { serve } from '@hono/node-server';
${USERS}${OWN}const app = new Hono();
`,
    after: 'serve({ fetch: app.fetch, port: 3000 });\n',
  },
  nestjs: {
    packages: [
      ...['common', 'core', 'platform-express'].map((name) => `@nestjs/${name}@11`),
      ...[
        'reflect-metadata@0.2',
        'rxjs@7',
        'cookie-parser@1',
        'express@5',
        '@types/express@5',
        '@types/cookie-parser@1',
      ],
    ],
    form: 'ts-cjs',
    before: `import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import cookieParser from 'cookie-parser';
import type { Request, Response } from 'express';
${OWN.replaceAll(".js'", "'").replace('{ issueTokens', '{ type Tokens, issueTokens')}${NEST_USERS}
`,
    after: `
@Module({ controllers: [AuthController] })
class AppModule {}
void NestFactory.create(AppModule, { logger: false }).then((app) => {
  app.use(cookieParser());
  return app.listen(3000);
});
`,
  },
};

async function blockOf(framework: string): Promise<string> {
  const page = await readFile(path.join(repository, 'docs/measures/tokens.md'), 'utf8');
  return new RegExp(`\`\`\`[jt]s title=${framework}\\n([^]*?)\`\`\``).exec(page)![1]!;
}

describe.skipIf(!process.env['TEMPERED_TEST_ALL'])('the examples of the page on tokens', () => {
  describe.each(Object.keys(apps))('on %s', (framework) => {
    let bench: Bench;
    let running: Running;
    beforeAll(async () => {
      const { packages, form, before, after } = apps[framework]!;
      bench = await Bench.with(['jose@6', 'bcryptjs@3', '@types/node@22', ...packages]);
      const { form: spelled, options } = forms[form];
      const data = { issuer: 'shop', audience: 'shop', store: 'memory', library: 'bcryptjs' };
      const modules = {
        tokens: 'tokens/own.ts',
        'refresh-store': 'tokens/refresh-store.ts',
        passwords: 'passwords/passwords.ts',
      };
      const rendered = Object.entries(modules).map(([name, template]) => [
        `src/security/${name}${spelled.extension}`,
        renderTemplate(template, data, spelled, ownStyle),
      ]);
      await writeFiles(bench.folder, {
        'package.json': JSON.stringify({ type: spelled.module === 'esm' ? 'module' : 'commonjs' }),
        ...Object.fromEntries(rendered),
        [`src/app${spelled.extension}`]: before + (await blockOf(framework)) + after,
      });
      if (options)
        await compile(bench.folder, { ...options, experimentalDecorators: true, emitDecoratorMetadata: true });
      const entry = path.join(bench.folder, options ? 'dist/app.js' : 'src/app.js');
      running = await boot(entry, {
        cwd: bench.folder,
        env: { ACCESS_TOKEN_SECRET: '7dcf6b0ad5274c5d9fd7b9b5c0f2a1e433' },
      });
    }, 180_000);
    afterAll(async () => {
      await running?.stop();
      await bench?.remove();
    });

    const post = (route: string, cookie = '', body: object = {}): Promise<Answer> =>
      ask(running.port, {
        path: `/auth/${route}`,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https', ...(cookie ? { cookie } : {}) },
        body: JSON.stringify(body),
      });
    const cookieOf = (answer: Answer): string => [answer.headers['set-cookie'] ?? []].flat().join('\n');
    const right = { email: 'ada@example.com', password: 'lovelace-1815' };

    it('let the right password in, with a cookie for these routes alone', async () => {
      expect(await post('login', '', { ...right, password: 'wrong' })).toMatchObject({ status: 401 });
      expect(await post('login', '', { ...right, email: 'nobody@example.com' })).toMatchObject({ status: 401 });
      const answer = await post('login', '', right);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toMatchObject({ accessToken: expect.any(String), expiresIn: 600 });
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(cookieOf(answer)).toMatch(/^__Secure-refresh=[\w.%-]+;[^\n]*$/);
      for (const part of [
        /; HttpOnly/i,
        /; Secure/i,
        /; SameSite=Strict/i,
        /; Path=\/auth(;|$)/i,
        /(Max-Age=604800|expires=)/i,
      ])
        expect(cookieOf(answer)).toMatch(part);
      expect(answer.text).not.toContain('refresh');
    });

    it('renew a login, and end it', async () => {
      const first = cookieOf(await post('login', '', right)).split(';')[0]!;
      const renewed = await post('refresh', first);
      expect(renewed.status).toBe(200);
      const second = cookieOf(renewed).split(';')[0]!;
      expect(second).not.toBe(first);
      expect(await post('refresh', '__Secure-refresh=made-up')).toMatchObject({ status: 401 });
      expect(await post('refresh')).toMatchObject({ status: 401 });
      const left = await post('logout', second);
      expect(left.status).toBe(204);
      expect(cookieOf(left)).toMatch(/^__Secure-refresh=;[^\n]*(1970|Max-Age=0)/i);
      expect(cookieOf(left)).toMatch(/Path=\/auth/i);
      expect(await post('refresh', second)).toMatchObject({ status: 401 });
    });
  });
});
