import express from 'express';
import { handleErrors } from './security';

const app = express();

app
  .use(express.json())
  .use('/users', users)
  .get('/', home);
handleErrors(app);

export default app;
