const express = require('express');
const { secureApp } = require('./security');

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
  secureApp(app);
  app.use(express.json());
  return app;
}
