import express from 'express';
import { connect } from './db.js';

connect().then((db) => {
  const app = express();
  app.use(express.json());
  app.use(routes(db));
  app.listen(3000);
});
