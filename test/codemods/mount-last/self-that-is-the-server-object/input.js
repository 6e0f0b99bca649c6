const express = require('express');

module.exports = function Server() {
  const self = this;

  self.app = express();
  self.app.use(express.json());
  self.app.get('/', (req, res) => res.send('hello'));
};
