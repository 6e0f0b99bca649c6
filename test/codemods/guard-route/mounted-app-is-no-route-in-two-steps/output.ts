import { Hono } from 'hono';
import { loginLimiter } from './security';

const app = new Hono()
  .route('/login', users)
  .post('/login', loginLimiter, login);
