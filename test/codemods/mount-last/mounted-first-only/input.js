const express = require('express');
const { secureApp } = require('./security');

const app = express();
secureApp(app);

app.use(routes);

module.exports = app;
