import { Hono } from 'hono';

const app = new Hono();
app.post('/login', ...factory.createHandlers(login));
