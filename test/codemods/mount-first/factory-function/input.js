const express = require('express');

function createApp(options) {
  const app = express();
  app.use(express.json(options.json));
  return app;
}

module.exports = { createApp };
