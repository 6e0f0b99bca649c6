const express = require('express');
const { handleErrors } = require('./security');

function createApp() {
  const app = express();
  app.use(express.json());
  handleErrors(app);
  return app;
}

const server = createApp();
server.listen(3000);

module.exports = createApp;
