const express = require('express');
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
