import express from 'express';
import { renderToString } from 'react-dom/server';
import { secureApp } from './security';

export const app = express();
secureApp(app);

app.get('/', (req, res) => res.send(renderToString(<main>{req.path}</main>)));
