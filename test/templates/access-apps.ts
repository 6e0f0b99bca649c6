import type { JsonObject } from '../../src/types';

/** An app with guarded routes; `X-User` stands for whom the app has found out, where something else finds that. */
export interface AccessApp {
  title: string;
  framework: string;
  template: string;
  majors: number[];
  source: string;
  /** In the ordinary run, too. */
  isUsual?: boolean;
  /** TypeScript only. */
  typed?: boolean;
  /** Its CORS answers every OPTIONS itself. */
  answersOptions?: boolean;
  compilerOptions?: JsonObject;
}

const express: AccessApp = {
  title: 'Express',
  framework: 'express',
  template: 'access/express.ts',
  majors: [4, 5],
  isUsual: true,
  source: `import express from 'express';
import cors from 'cors';
import { requireAuth, requireRole } from './security/access';

const app = express();
app.use(cors({ preflightContinue: true }));
app.use((req, _res, next) => {
  const sent = req.headers['x-user'];
  if (typeof sent === 'string') Object.assign(req, { user: JSON.parse(sent) });
  next();
});
app.get('/me', requireAuth, (_req, res) => {
  res.json(res.locals['identity']);
});
app.get('/admin', requireRole('admin'), (_req, res) => {
  res.json({ ok: true });
});
app.get('/constructor', requireRole('constructor'), (_req, res) => {
  res.json({ ok: true });
});
app.get('/users/:id', requireRole('admin', 'owner'), (req, res) => {
  // What is inferred from the path stays as it was.
  const id: string = req.params.id;
  res.json({ id });
});
app.all('/any', requireAuth, (_req, res) => {
  res.json({ ok: true });
});
app.listen(3000);
`,
};

const fastify: AccessApp = {
  title: 'Fastify',
  framework: 'fastify',
  template: 'access/fastify.ts',
  majors: [4, 5],
  source: `import Fastify from 'fastify';
import cors from '@fastify/cors';
import { requireAuth, requireRole } from './security/access';

const app = Fastify();
app.register(cors, { preflight: false });
app.addHook('onRequest', async (request) => {
  const sent = request.headers['x-user'];
  if (typeof sent === 'string') Object.assign(request, { user: JSON.parse(sent) });
});
app.register(async (routes) => {
  routes.get('/me', { preHandler: requireAuth }, async (request) => request.identity);
  routes.get('/admin', { preHandler: [requireRole('admin')] }, async () => ({ ok: true }));
  routes.get('/constructor', { preHandler: requireRole('constructor') }, async () => ({ ok: true }));
  routes.get<{ Params: { id: string } }>('/users/:id', { preHandler: requireRole('admin', 'owner') }, async (request) => {
    const id: string = request.params.id;
    return { id };
  });
  routes.route({ method: ['GET', 'OPTIONS'], url: '/any', preHandler: requireAuth, handler: async () => ({ ok: true }) });
});
void app.listen({ port: 3000 });
`,
};

const koa: AccessApp = {
  title: 'Koa',
  framework: 'koa',
  template: 'access/koa.ts',
  majors: [2, 3],
  source: `import Koa from 'koa';
import Router from '@koa/router';
import { requireAuth, requireRole } from './security/access';

const app = new Koa();
const router = new Router();
app.use(async (ctx, next) => {
  ctx.set('Access-Control-Allow-Origin', '*');
  const sent = ctx.get('X-User');
  if (sent) ctx.state['user'] = JSON.parse(sent);
  await next();
});
router.get('/me', requireAuth, (ctx) => {
  ctx.body = ctx.state['identity'];
});
router.get('/admin', requireRole('admin'), (ctx) => {
  ctx.body = { ok: true };
});
router.get('/constructor', requireRole('constructor'), (ctx) => {
  ctx.body = { ok: true };
});
router.get('/users/:id', requireRole('admin', 'owner'), (ctx) => {
  ctx.body = { id: String(ctx['params']['id']) };
});
router.all('/any', requireAuth, (ctx) => {
  ctx.body = { ok: true };
});
app.use(router.routes());
app.listen(3000);
`,
};

const hono: AccessApp = {
  title: 'Hono',
  framework: 'hono',
  template: 'access/hono.ts',
  majors: [4],
  source: `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { requireAuth, requireRole } from './security/access';

const app = new Hono<{ Variables: { user: unknown } }>();
app.use(async (c, next) => {
  c.header('Access-Control-Allow-Origin', '*');
  const sent = c.req.header('X-User');
  if (sent) c.set('user', JSON.parse(sent));
  await next();
});
app.get('/me', requireAuth, (c) => c.json({ id: c.get('identity').id, user: String(c.get('user')) }));
app.get('/admin', requireRole('admin'), (c) => c.json({ ok: true }));
app.get('/constructor', requireRole('constructor'), (c) => c.json({ ok: true }));
app.get('/users/:id', requireRole('admin', 'owner'), (c) => {
  const id: string = c.req.param('id');
  return c.json({ id });
});
app.all('/any', requireAuth, (c) => c.json({ ok: true }));
serve({ fetch: app.fetch, port: 3000 });
`,
};

const nestSource = `import 'reflect-metadata';
import { All, Controller, Get, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CurrentIdentity, RequireAuth, RequireRole } from './security/access';

@Controller()
class AppController {
  @Get('me')
  @RequireAuth()
  me(@CurrentIdentity() identity: object): object {
    return identity;
  }

  @Get('admin')
  @RequireRole('admin')
  admin(): object {
    return { ok: true };
  }

  @Get('constructor')
  @RequireRole('constructor')
  role(): object {
    return { ok: true };
  }

  @Get('users/:id')
  @RequireRole('admin', 'owner')
  user(@Param('id') id: string): object {
    return { id };
  }

  @All('any')
  @RequireAuth()
  any(): object {
    return { ok: true };
  }
}

@Module({ controllers: [AppController] })
class AppModule {}

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: false });
  app.enableCors();
  app.use((req: { headers: Record<string, string | undefined> }, _res: unknown, next: () => void) => {
    const sent = req.headers['x-user'];
    if (sent) Object.assign(req, { user: JSON.parse(sent) });
    next();
  });
  await app.listen(3000);
}
void bootstrap();
`;

const nestjs: AccessApp = {
  title: 'NestJS',
  framework: 'nestjs',
  template: 'access/nestjs.ts',
  majors: [10, 11, 12],
  typed: true,
  answersOptions: true,
  compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
  source: nestSource,
};

const nestOnFastify: AccessApp = {
  ...nestjs,
  title: 'NestJS on Fastify',
  source: nestSource
    .replace("from '@nestjs/core';", "from '@nestjs/core';\nimport { FastifyAdapter } from '@nestjs/platform-fastify';")
    .replace('create(AppModule, {', 'create(AppModule, new FastifyAdapter(), {')
    // Middleware has the request of Node.js there, which is not the one that guards get.
    .replace(
      / {2}app\.use\([^]*?\n {2}\}\);\n/,
      "  app.getHttpAdapter().getInstance().addHook('onRequest', async (req: { headers: Record<string, string | undefined> }) => {\n    const sent = req.headers['x-user'];\n    if (sent) Object.assign(req, { user: JSON.parse(sent) });\n  });\n",
    ),
};

export const accessApps: readonly AccessApp[] = [express, fastify, koa, hono, nestjs, nestOnFastify];
