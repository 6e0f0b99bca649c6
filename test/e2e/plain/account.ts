import { renderCode } from '../../../src/edits/template';
import type { Form } from '../../../src/types';
import { ownStyle } from '../../templates/workshop';
import type { PlainApp } from './app';

/** Routes on top of an app's own: what leads a client elsewhere, and what asks who somebody is. */
interface AccountRoutes {
  /** The redirect goes where its request says: what the fix mends. */
  open: string;
  /** Nothing asks who is calling, and nothing says that it should. */
  profile: string;
  /** What the user makes of that, with the functions that were generated. */
  guarded: string;
  /** Where they are mounted. */
  mount: [text: string | RegExp, becomes: string][];
}

const express: AccountRoutes = {
  open: `import { Router } from 'express';

export const account = Router();

account.get('/go', (req, res) => {
  const { next } = req.query;
  res.redirect(String(next ?? '/'));
});
`,
  profile: `import { Router } from 'express';

export const profile = Router();

profile.get('/', (_req, res) => {
  res.json({ id: 'nobody' });
});
`,
  guarded: `import { Router } from 'express';
import { requireAuth, requireRole } from '../security/access';
import { setLoginCookie } from '../security/cookies';

export const profile = Router();

profile.get('/', requireAuth, (_req, res) => {
  setLoginCookie(res, 'a session');
  res.json({ id: res.locals['identity'].id });
});
profile.get('/stats', requireRole('admin'), (_req, res) => {
  res.json({ logins: 1 });
});
`,
  mount: [
    [
      "import { users } from './routes/users';",
      "import { account } from './routes/account';\nimport { profile } from './routes/profile';\n$&",
    ],
    ["app.use('/users', users);", "$&\napp.use('/account', account);\napp.use('/me', profile);"],
  ],
};

const fastify: AccountRoutes = {
  open: `import type { FastifyInstance } from 'fastify';

export async function account(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { next?: string } }>('/go', (request, reply) => {
    void reply.redirect(request.query.next ?? '/');
  });
}
`,
  profile: `import type { FastifyInstance } from 'fastify';

export async function profile(app: FastifyInstance): Promise<void> {
  app.get('/', async () => ({ id: 'nobody' }));
}
`,
  guarded: `import type { FastifyInstance } from 'fastify';
import { requireAuth, requireRole } from '../security/access';
import { setLoginCookie } from '../security/cookies';

export async function profile(app: FastifyInstance): Promise<void> {
  app.get('/', { preHandler: requireAuth }, async (request, reply) => {
    setLoginCookie(reply, 'a session');
    return { id: request.identity?.id };
  });
  app.get('/stats', { preHandler: requireRole('admin') }, async () => ({ logins: 1 }));
}
`,
  mount: [
    [
      "import { users } from './routes/users';",
      "import { account } from './routes/account';\nimport { profile } from './routes/profile';\n$&",
    ],
    [
      "app.register(users, { prefix: '/users' });",
      "$&\napp.register(account, { prefix: '/account' });\napp.register(profile, { prefix: '/me' });",
    ],
  ],
};

const hono: AccountRoutes = {
  open: `import { Hono } from 'hono';

export const account = new Hono();

account.get('/go', (c) => c.redirect(c.req.query('next') ?? '/'));
`,
  profile: `import { Hono } from 'hono';

export const profile = new Hono();

profile.get('/', (c) => c.json({ id: 'nobody' }));
`,
  guarded: `import { Hono } from 'hono';
import { requireAuth, requireRole } from '../security/access';
import { setLoginCookie } from '../security/cookies';

export const profile = new Hono();

profile.get('/', requireAuth, (c) => {
  setLoginCookie(c, 'a session');
  return c.json({ id: c.get('identity').id });
});
profile.get('/stats', requireRole('admin'), (c) => c.json({ logins: 1 }));
`,
  mount: [
    [
      "import { users } from './routes/users';",
      "import { account } from './routes/account';\nimport { profile } from './routes/profile';\n$&",
    ],
    ["app.route('/users', users);", "$&\napp.route('/account', account);\napp.route('/me', profile);"],
  ],
};

const koaRouter = (major: number): string =>
  major === 2 ? "import Router from 'koa-router';" : "import { Router } from '@koa/router';";

const koa: AccountRoutes = {
  open: `ROUTER

export const account = new Router();

account.get('/go', (ctx) => {
  const { next } = ctx.query;
  ctx.redirect(String(next ?? '/'));
});
`,
  profile: `ROUTER

export const profile = new Router();

profile.get('/', (ctx) => {
  ctx.body = { id: 'nobody' };
});
`,
  guarded: `ROUTER
import { requireAuth, requireRole } from '../security/access';
import { setLoginCookie } from '../security/cookies';

export const profile = new Router();

profile.get('/', requireAuth, (ctx) => {
  setLoginCookie(ctx, 'a session');
  ctx.body = { id: ctx.state['identity'].id };
});
profile.get('/stats', requireRole('admin'), (ctx) => {
  ctx.body = { logins: 1 };
});
`,
  mount: [
    [
      "import { users } from './routes/users';",
      "import { account } from './routes/account';\nimport { profile } from './routes/profile';\n$&",
    ],
    [
      "router.use('/users', users.routes());",
      "$&\nrouter.use('/account', account.routes());\nrouter.use('/me', profile.routes());",
    ],
  ],
};

const nest: AccountRoutes = {
  open: `import { Controller, Get, Query, Redirect } from '@nestjs/common';

@Controller('account')
export class AccountController {
  @Get('go')
  @Redirect()
  go(@Query('next') next: string): object {
    return { url: next };
  }
}
`,
  profile: `import { Controller, Get } from '@nestjs/common';

@Controller('me')
export class ProfileController {
  @Get()
  me(): object {
    return { id: 'nobody' };
  }
}
`,
  guarded: `import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentIdentity, type Identity, RequireAuth, RequireRole } from '../security/access';
import { setLoginCookie } from '../security/cookies';

@Controller('me')
export class ProfileController {
  @Get()
  @RequireAuth()
  me(@CurrentIdentity() { id }: Identity, @Res({ passthrough: true }) res: Response): object {
    setLoginCookie(res, 'a session');
    return { id };
  }

  @Get('stats')
  @RequireRole('admin')
  stats(): object {
    return { logins: 1 };
  }
}
`,
  mount: [
    [
      "import { UsersController } from './routes/users';",
      "import { AccountController } from './routes/account';\nimport { ProfileController } from './routes/profile';\n$&",
    ],
    ['UsersController, AuthController]', 'UsersController, AuthController, AccountController, ProfileController]'],
  ],
};

const nestOnFastify: AccountRoutes = {
  ...nest,
  guarded: nest.guarded
    .replace("import type { Response } from 'express'", "import type { FastifyReply } from 'fastify'")
    .replace('res: Response', 'res: FastifyReply'),
};

const routes: Record<string, AccountRoutes> = {
  express,
  fastify,
  hono,
  koa,
  nestjs: nest,
  'nestjs on fastify': nestOnFastify,
};

const routesOf = ({ title, framework }: PlainApp, major: number): AccountRoutes => {
  const own = routes[title ?? framework]!;
  const withRouter = (text: string): string => text.replace('ROUTER', koaRouter(major));
  return { ...own, open: withRouter(own.open), profile: withRouter(own.profile), guarded: withRouter(own.guarded) };
};

/** The app with these routes, as it is before anything protects it. */
export const withAccount = (app: PlainApp): PlainApp => ({
  ...app,
  sources: (major) => {
    const { open, profile, mount } = routesOf(app, major);
    const { app: mounting = '', ...others } = app.sources(major);
    return {
      ...others,
      app: mount.reduce((text, [from, to]) => text.replace(from, to), mounting),
      'routes/account': open,
      'routes/profile': profile,
    };
  },
  touched: { ...app.touched, 'routes/account': 6 },
});

/** What the user writes into `routes/profile` afterwards, in the form of the app. */
export const guardedProfile = (app: PlainApp, major: number, form: Form): string =>
  renderCode(routesOf(app, major).guarded, form, ownStyle);
