import type { PlainApp } from './app';

const sources: Record<string, string> = {
  server: `import { app } from './app';

const port = Number(process.env['PORT'] ?? 3000);
app.listen(port, () => {
  console.log('Listening');
});
`,
  app: `import express from 'express';
import { auth } from './routes/auth';
import { users } from './routes/users';

export const app = express();

app.use(express.json());
app.use(express.urlencoded({ extended: false }));

app.get('/', (_req, res) => {
  res.send('<h1>Home</h1>');
});
app.get('/boom', () => {
  throw new Error('secret detail');
});
app.get('/healthz', (_req, res) => {
  res.send('ok');
});
app.use('/users', users);
app.use('/auth', auth);
`,
  'routes/users': `import { Router } from 'express';

export const users = Router();

users.post('/:id', (req, res) => {
  const { email, name } = req.body;
  const { page } = req.query;
  res.status(201).json({ id: req.params.id, body: { email, name }, query: { page } });
});
`,
  'routes/auth': `import { Router } from 'express';

const secret = process.env['JWT_SECRET'];
const accounts = new Map([['ada@example.com', 'right']]);

export const auth = Router();

auth.post('/login', async (req, res) => {
  const { email, password } = req.body;
  const good = secret !== '' && accounts.get(email.toLowerCase()) === password;
  res.status(good ? 200 : 401).json({ good });
});
`,
};

const handWritten = `export const postUsersId = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
`;

/** In several files, with routers. */
export const expressApp: PlainApp = {
  framework: 'express',
  majors: [4, 5],
  forms: ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'],
  sources: () => sources,
  dependencies: (major) => ({ express: `^${major}.0.0` }),
  types: { '@types/express': '*' },
  touched: { server: 6, app: 6, 'routes/auth': 2, 'routes/users': 2 },
  handWritten,
};
