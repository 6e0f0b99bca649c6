import { Hono } from 'hono';
import { loginLimiter } from './security';

export const auth = new Hono()
  .get('/login', (c) => c.html('<form>'))
  .post('/login', loginLimiter, async (c) => {
    return c.json(await c.req.json());
  });
