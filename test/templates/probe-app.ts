/**
 * The app that the probes attack, in TypeScript with ESM imports: the renderer gives it the same four forms as the
 * modules it is wired with. What validation has to prove is in schemas written by hand.
 */
export const probeApp = `import './security/env';
import express from 'express';
import { z } from 'zod';
import { authLimiter, loginLimiter, protectServer, schemas, secureApp, validate } from './security/index';

const app = secureApp(express());
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
app.get('/slow', (_req, res) => {
  setTimeout(() => res.send('done'), 700);
});

const createUser = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
app.post('/users/:id', validate(createUser), (req, res) => {
  const id: string = req.params.id;
  res.status(201).json({ id, body: req.body, query: req.query });
});
app.post('/inferred', validate(schemas.postLogin), (req, res) => {
  res.json({ body: req.body, query: req.query });
});

app.post('/auth/login', loginLimiter, (req, res) => {
  const { email, password } = req.body ?? {};
  const good = typeof email === 'string' && password === 'right';
  if (req.query['form'] !== undefined) res.redirect(good ? '/' : '/login');
  else res.status(good ? 200 : 401).json({ good });
});
app.get('/auth/login', loginLimiter, (_req, res) => {
  res.status(404).send('a form');
});
app.post('/auth/register/:tenant', authLimiter, async (req, res) => {
  const tenant: string = req.params.tenant;
  res.status(201).json({ tenant });
});

const nested = express.Router();
nested.use(async (req, _res, next) => {
  if (req.query['middleware'] !== undefined) throw new Error('secret detail');
  next();
});
nested.get('/handler', async () => {
  await Promise.resolve();
  throw new Error('secret detail');
});
nested.get('/nothing', () => Promise.reject());
nested.get('/teapot', async () => {
  throw Object.assign(new Error('secret detail'), { status: 418 });
});
nested.get('/half', async (_req, res) => {
  res.write('half');
  throw new Error('secret detail');
});
nested.get('/done', async (req, res, next) => {
  res.send('x'.repeat(5_000_000));
  next(req.query['error'] === undefined ? undefined : new Error('secret detail'));
});
app.use('/nested', nested);

protectServer(app.listen(Number(process.env['PORT'] ?? 3000)));
`;
