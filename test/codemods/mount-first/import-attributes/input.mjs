import express from 'express';
import manifest from './package.json' with { type: 'json' };
import settings from './settings.json' assert { type: 'json' };

const app = express();

app.get('/version', (req, res) => res.send(manifest.version + settings.channel));
