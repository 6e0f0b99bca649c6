const express = require('express');
const app = express();

async function start() {
  await connect();
  addRoutes();
  app.listen(3000);
}

function addRoutes() {
  app.get('/', home);
  app.get('/about', about);
}

start().catch(console.error);
