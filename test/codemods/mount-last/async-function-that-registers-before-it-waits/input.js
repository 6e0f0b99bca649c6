const express = require('express');
const app = express();

start();

app.get('/about', about);

async function start() {
  app.get('/', home);
  await connect();
}
