const express = require('express');
const { handleErrors } = require('./security');
const app = express();

function start() {
  addRoutes();
  app.listen(3000);
}

function addRoutes() {
  app.get('/', home);
  app.get('/about', about);
}

start();
handleErrors(app);
