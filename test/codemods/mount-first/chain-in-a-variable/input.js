import express from 'express';

const app = express()
  .use(express.json())
  .use(express.static('public'));

app.listen(3000);
