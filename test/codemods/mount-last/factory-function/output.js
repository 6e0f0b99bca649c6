const express = require('express');
const { handleErrors } = require('./security');

function createApp(options) {
  const app = express();
  app.use(express.json(options.json));
  app.use('/users', require('./users'));
  handleErrors(app);
  return app;
}

module.exports = { createApp };
