import { Hono } from 'hono';
import { secureApp } from './security';

export function createRouter() {
  return new Hono({ strict: false });
}

export function createApp() {
  const users = createRouter();
  const app = createRouter();
  secureApp(app);
  app.route('/users', users);
  return app;
}
