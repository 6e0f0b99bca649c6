import { Hono } from 'hono';
import { loginLimiter } from './security';

const app = new Hono();
app.on('POST', '/login', loginLimiter, login);
