const express = require('express');

module.exports = () => {
  const app = express();
  return app.use(require('./routes'));
};
