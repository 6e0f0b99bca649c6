const express = require('express');
const { handleErrors } = require('./security');
const app = express();

for (const route of routes) app[route.method](route.path, route.handler);
handleErrors(app);

module.exports = app;
