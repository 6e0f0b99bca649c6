import express from 'express';
import { secureApp as secureSecureApp } from './security';

const app = express();
secureSecureApp(app);

app.get('/', (req, res) => {
  const secureApp = 'yes';
  res.send(secureApp);
});
