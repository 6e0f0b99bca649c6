import { Hono } from 'hono';
import { secureApp } from './security';

export default secureApp(new Hono()).get('/', (c) => c.text('a')).post('/b', (c) => c.json({ b: 1 }, 201));
