import type { PlainApp } from './app';

const sources: Record<string, string> = {
  server: `import { app } from './app';

app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '0.0.0.0' }, (error) => {
  if (error) throw error;
  console.log('Listening');
});
`,
  app: `import { fastify } from 'fastify';
import { auth } from './routes/auth';
import { users } from './routes/users';

export const app = fastify({ bodyLimit: 100 * 1024 });

app.get('/', (_request, reply) => {
  void reply.type('text/html').send('<h1>Home</h1>');
});
app.get('/boom', async () => {
  throw new Error('secret detail');
});
app.get('/healthz', async () => 'ok');
app.register(users, { prefix: '/users' });
app.register(auth, { prefix: '/auth' });
`,
  'routes/users': `import type { FastifyInstance } from 'fastify';

interface User {
  Params: { id: string };
  Querystring: { page?: string };
  Body: { email: string; name: string };
}

export async function users(app: FastifyInstance): Promise<void> {
  app.post<User>('/:id', async (request, reply) => {
    const { email, name } = request.body;
    const { page } = request.query;
    return reply.code(201).send({ id: request.params.id, body: { email, name }, query: { page } });
  });
}
`,
  'routes/auth': `import type { FastifyInstance } from 'fastify';

const secret = process.env['JWT_SECRET'];
const accounts = new Map([['ada@example.com', 'right']]);

interface Login {
  Body: { email: string; password: string };
}

export async function auth(app: FastifyInstance): Promise<void> {
  app.post<Login>('/login', async (request, reply) => {
    const { email, password } = request.body;
    const good = secret !== '' && accounts.get(email.toLowerCase()) === password;
    return reply.code(good ? 200 : 401).send({ good });
  });
}
`,
};

const handWritten = `export const postUsersId = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
`;

/** In several files, with plugins. */
export const fastifyApp: PlainApp = {
  framework: 'fastify',
  majors: [4, 5],
  forms: ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'],
  sources: () => sources,
  dependencies: (major) => ({ fastify: `^${major}.0.0` }),
  types: {},
  touched: { server: 6, app: 6, 'routes/auth': 4, 'routes/users': 4 },
  counter: 'counters',
  handWritten,
};
