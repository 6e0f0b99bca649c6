import express from 'express';
import manifest from './package.json' with { type: 'json' };
import settings from './settings.json' assert { type: 'json' };
import { secureApp } from './security';

const app = express();
secureApp(app);

app.get('/version', (req, res) => res.send(manifest.version + settings.channel));
