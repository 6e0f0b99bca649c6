const express = require('express');
const { secureApp } = require('./security');

module.exports = function Server() {
  const self = this;

  self.app = express();
  secureApp(self.app);
  self.app.use(express.json());
};
