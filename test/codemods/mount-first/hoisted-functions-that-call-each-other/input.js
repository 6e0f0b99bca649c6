const express = require('express');

start();

const http = require('http');

function start() {
  listen(createApp());
}

function listen(app) {
  app.listen(3000);
}

function createApp() {
  const app = express();
  app.use(express.json());
  return app;
}
