import { Hono } from 'hono';
import { secureApp } from './security';

const app = new Hono();
secureApp(app);
const api = app.basePath('/api');
api.get('/', (c) => c.text('a'));
