import { cors } from 'hono/cors';

app.use('*', cors({ origin: '*' }));
