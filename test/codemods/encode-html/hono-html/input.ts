import { Hono } from 'hono';
import { html } from 'hono/html';

export const app = new Hono();
app.get('/hello', (c) => c.html('<h1>' + c.req.query('name') + '</h1>'));
app.get('/safe', (c) => c.html(html`<h1>${c.req.query('name')}</h1>`));
app.get('/text', (c) => c.text('<h1>' + c.req.query('name') + '</h1>'));
