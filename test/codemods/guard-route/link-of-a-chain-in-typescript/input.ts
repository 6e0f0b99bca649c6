import { Hono } from 'hono';

export const auth = new Hono()
  .get('/login', (c) => c.html('<form>'))
  .post('/login', async (c) => {
    return c.json(await c.req.json());
  });
