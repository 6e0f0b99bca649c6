import type { PlainApp } from './app';

/** Routers and body parsers as people use them with each major. */
const packages = {
  2: { router: "import Router from 'koa-router';", parser: "import bodyParser from 'koa-bodyparser';" },
  3: { router: "import { Router } from '@koa/router';", parser: "import { bodyParser } from '@koa/bodyparser';" },
};

const sources = (major: number): Record<string, string> => {
  const { router, parser } = packages[major as 2 | 3];
  return {
    server: `import { app } from './app';

const port = Number(process.env['PORT'] ?? 3000);
app.listen(port, () => {
  console.log('Listening');
});
`,
    app: `import Koa from 'koa';
${parser}
${router}
import { auth } from './routes/auth';
import { users } from './routes/users';

export const app = new Koa();
const router = new Router();

app.use(bodyParser({ jsonLimit: '100kb' }));

router.get('/', (ctx) => {
  ctx.body = '<h1>Home</h1>';
});
router.get('/boom', () => {
  throw new Error('secret detail');
});
router.get('health', '/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.use('/users', users.routes());
app.use(router.routes()).use(router.allowedMethods());
app.use(auth.routes());
`,
    'routes/users': `${router}

export const users = new Router();

users.post('/:id', (ctx) => {
  const { email, name } = ctx.request.body as { email: string; name: string };
  const { page } = ctx.query;
  ctx.status = 201;
  ctx.body = { id: ctx.params['id'], body: { email, name }, query: { page } };
});
`,
    'routes/auth': `${router}

const secret = process.env['JWT_SECRET'];
const accounts = new Map([['ada@example.com', 'right']]);

export const auth = new Router({ prefix: '/auth' });

auth.post('/login', async (ctx) => {
  const { email, password } = ctx.request.body as { email: string; password: string };
  const good = secret !== '' && accounts.get(email.toLowerCase()) === password;
  ctx.status = good ? 200 : 401;
  ctx.body = { good };
});
`,
  };
};

const handWritten = `export const postUsersId = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
`;

/** In several files, with a router in a router, and one that has its own prefix. */
export const koaApp: PlainApp = {
  framework: 'koa',
  majors: [2, 3],
  forms: ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'],
  sources,
  dependencies: (major) =>
    major === 2
      ? { koa: '^2.0.0', 'koa-bodyparser': '^4.0.0', 'koa-router': '^12.0.0' }
      : { koa: '^3.0.0', '@koa/bodyparser': '^6.0.0', '@koa/router': '^15.0.0' },
  types: { '@types/koa': '*' },
  touched: { server: 6, app: 6, 'routes/auth': 2, 'routes/users': 2 },
  handWritten,
  counter: 'counters',
};
