import express from 'express';

const app = express()
  .use(express.json())
  .get('/', (req, res) => res.send('hello'));

app.listen(3000);
