const express = require('express');
const { secureApp } = require('./security');

function createApp(options) {
  const app = express();
  secureApp(app);
  app.use(express.json(options.json));
  return app;
}

module.exports = { createApp };
