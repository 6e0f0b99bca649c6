import express from 'express';
import { renderToString } from 'react-dom/server';
import { Page } from './page.jsx';

const app = express();

app.get('/', (req, res) => res.send(renderToString(<Page title="hello" />)));
