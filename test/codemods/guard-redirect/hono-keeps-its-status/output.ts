import { Hono } from 'hono';
import { safeRedirect } from './security/redirect';

export const app = new Hono();
app.get('/go', (c) => c.redirect(safeRedirect(c.req.query('url')), 307));
