import { Hono } from 'hono';

const app = new Hono()
  .route('/login', users)
  .post('/login', login);
