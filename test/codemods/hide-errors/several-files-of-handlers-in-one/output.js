import express from 'express';
import { publicMessage } from './security';

const app = express();

app.get('/a', (req, res) => a().catch((err) => res.send(publicMessage(err))));
app.get('/b', (req, res) => b().catch((err) => res.send(publicMessage(err))));
