import type { PlainApp } from './app';

const sources: Record<string, string> = {
  server: `import { serve } from '@hono/node-server';
import { app } from './app';

const port = Number(process.env['PORT'] ?? 3000);
serve({ fetch: app.fetch, port }, () => {
  console.log('Listening');
});
`,
  app: `import { Hono } from 'hono';
import { auth } from './routes/auth';
import { users } from './routes/users';

export const app = new Hono();

app.get('/', (c) => c.html('<h1>Home</h1>'));
app.get('/boom', () => {
  throw new Error('secret detail');
});
app.get('/healthz', (c) => c.text('ok'));
app.route('/users', users);
app.route('/auth', auth);
`,
  'routes/users': `import { Hono } from 'hono';

export const users = new Hono().post('/:id', async (c) => {
  const { email, name } = await c.req.json();
  const page = c.req.query('page');
  return c.json({ id: c.req.param('id'), body: { email, name }, query: { page } }, 201);
});
`,
  'routes/auth': `import { Hono } from 'hono';

const secret = process.env['JWT_SECRET'];
const accounts = new Map([['ada@example.com', 'right']]);

export const auth = new Hono();

auth.post('/login', async (c) => {
  const { email, password } = await c.req.json();
  const good = secret !== '' && accounts.get(email.toLowerCase()) === password;
  return c.json({ good }, good ? 200 : 401);
});
`,
};

const handWritten = `export const postUsersId = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
`;

/** In several files, with apps mounted on the app, one of them a chain. */
export const honoApp: PlainApp = {
  framework: 'hono',
  majors: [4],
  forms: ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'],
  sources: () => sources,
  dependencies: () => ({ '@hono/node-server': '^2.0.0', hono: '^4.0.0' }),
  types: {},
  touched: { server: 6, app: 5, 'routes/auth': 2, 'routes/users': 3 },
  handWritten,
  // Hono itself takes bodies of any size.
  counter: 'counters',
  answers: { 'limits.bodySize': 102_400 },
};
