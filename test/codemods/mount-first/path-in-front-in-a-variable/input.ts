import { Hono } from 'hono';

const app = new Hono();
const api = app.basePath('/api');
api.get('/', (c) => c.text('a'));
