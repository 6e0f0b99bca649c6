import express from 'express';
import { renderToString } from 'react-dom/server';
import { Page } from './page.jsx';
import { secureApp } from './security';

const app = express();
secureApp(app);

app.get('/', (req, res) => res.send(renderToString(<Page title="hello" />)));
