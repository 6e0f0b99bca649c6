import express from 'express';

const app = express();

app
  .use(express.json())
  .use('/users', users)
  .get('/', home);

export default app;
