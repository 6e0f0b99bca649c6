const express = require('express');

function createApp() {
  const app = express();
  app.use(express.json());
  return app;
}

const server = createApp();
server.listen(3000);

module.exports = createApp;
