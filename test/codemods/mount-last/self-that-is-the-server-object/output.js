const express = require('express');
const { handleErrors } = require('./security');

module.exports = function Server() {
  const self = this;

  self.app = express();
  self.app.use(express.json());
  self.app.get('/', (req, res) => res.send('hello'));
  handleErrors(self.app);
};
