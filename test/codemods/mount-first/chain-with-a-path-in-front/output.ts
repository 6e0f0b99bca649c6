import { Hono } from 'hono';
import { secureApp } from './security';

export const app = secureApp(new Hono<{ Variables: { user: string } }>())
  .basePath('/api')
  .get('/', (c) => c.text('a'));
