import express from 'express';
import { renderToString } from 'react-dom/server';

export const app = express();

app.get('/', (req, res) => res.send(renderToString(<main>{req.path}</main>)));
