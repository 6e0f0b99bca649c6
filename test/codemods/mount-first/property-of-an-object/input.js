const express = require('express');

const server = {
  port: 3000,
  app: express(),
};

server.app.listen(server.port);
