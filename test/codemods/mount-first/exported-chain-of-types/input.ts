import { Hono } from 'hono';

export default new Hono().get('/', (c) => c.text('a')).post('/b', (c) => c.json({ b: 1 }, 201));
