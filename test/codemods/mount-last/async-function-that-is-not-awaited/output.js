const express = require('express');
const { handleErrors } = require('./security');
const app = express();

async function start() {
  await connect();
  addRoutes();
  handleErrors(app);
  app.listen(3000);
}

function addRoutes() {
  app.get('/', home);
  app.get('/about', about);
}

start().catch(console.error);
