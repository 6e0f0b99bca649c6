import fs from 'node:fs';
import https from 'node:https';
import { app } from './app.js';

https.createServer(
  {
    key: fs.readFileSync('key.pem'),
    cert: fs.readFileSync('cert.pem'),
  },
  app,
).listen(443);
