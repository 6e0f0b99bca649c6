const express = require('express');
const { secureApp } = require('./security');

exports.createAdmin = () => {
  const app = express();
  secureApp(app);
  return app;
};

exports.createShop = () => {
  const app = express();
  app.use(express.json());
  return app;
};
