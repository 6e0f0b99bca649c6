import express from 'express';
import { connect } from './db.js';
import { secureApp } from './security';

connect().then((db) => {
  const app = express();
  secureApp(app);
  app.use(express.json());
  app.listen(3000);
});
