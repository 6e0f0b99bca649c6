import { Hono } from 'hono';

const app = new Hono();
app.on('POST', '/login', login);
