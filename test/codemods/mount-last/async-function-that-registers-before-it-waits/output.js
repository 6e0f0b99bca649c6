const express = require('express');
const { handleErrors } = require('./security');
const app = express();

start();

app.get('/about', about);
handleErrors(app);

async function start() {
  app.get('/', home);
  await connect();
}
