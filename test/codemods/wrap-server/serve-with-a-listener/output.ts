import { serve } from '@hono/node-server';
import app from './app';
import { protectServer } from './security';

protectServer(serve({ fetch: app.fetch, port: 3000 }, (info) => {
  console.log(info.port);
}));
