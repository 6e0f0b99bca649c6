import { Hono } from 'hono';
import { loginLimiter } from './security';

const app = new Hono();
app.post('/login', loginLimiter, ...factory.createHandlers(login));
