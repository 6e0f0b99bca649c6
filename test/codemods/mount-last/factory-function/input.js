const express = require('express');

function createApp(options) {
  const app = express();
  app.use(express.json(options.json));
  app.use('/users', require('./users'));
  return app;
}

module.exports = { createApp };
