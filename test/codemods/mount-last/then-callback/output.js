import express from 'express';
import { connect } from './db.js';
import { handleErrors } from './security';

connect().then((db) => {
  const app = express();
  app.use(express.json());
  app.use(routes(db));
  handleErrors(app);
  app.listen(3000);
});
