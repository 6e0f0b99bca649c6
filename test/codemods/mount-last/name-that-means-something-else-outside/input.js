const express = require('express');
const app = { name: 'shop' };

module.exports = function (config) {
  const app = express();
  app.use(config.routes);
};

console.log(app.name);
