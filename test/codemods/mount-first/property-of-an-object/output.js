const express = require('express');
const { secureApp } = require('./security');

const server = {
  port: 3000,
  app: secureApp(express()),
};

server.app.listen(server.port);
