import { Hono } from 'hono';

export const app = new Hono();
app.get('/go', (c) => c.redirect(c.req.query('url')!, 307));
