import { Hono } from 'hono';

export function createRouter() {
  return new Hono({ strict: false });
}

export function createApp() {
  const users = createRouter();
  const app = createRouter();
  app.route('/users', users);
  return app;
}
