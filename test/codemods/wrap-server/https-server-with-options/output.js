import fs from 'node:fs';
import https from 'node:https';
import { app } from './app.js';
import { protectServer } from './security';

protectServer(https.createServer(
  {
    key: fs.readFileSync('key.pem'),
    cert: fs.readFileSync('cert.pem'),
  },
  app,
)).listen(443);
