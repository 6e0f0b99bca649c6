import { Hono } from 'hono';

export const app = new Hono<{ Variables: { user: string } }>()
  .basePath('/api')
  .get('/', (c) => c.text('a'));
