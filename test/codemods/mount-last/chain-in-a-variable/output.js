import express from 'express';
import { handleErrors } from './security';

const app = express()
  .use(express.json())
  .get('/', (req, res) => res.send('hello'));
handleErrors(app);

app.listen(3000);
