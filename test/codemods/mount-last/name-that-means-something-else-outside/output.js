const express = require('express');
const { handleErrors } = require('./security');
const app = { name: 'shop' };

module.exports = function (config) {
  const app = express();
  app.use(config.routes);
  handleErrors(app);
};

console.log(app.name);
