const express = require('express');
const { secureApp, handleErrors } = require('./security');

const app = express();
secureApp(app);

app.use(routes);
handleErrors(app);

module.exports = app;
