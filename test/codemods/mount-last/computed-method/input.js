const express = require('express');
const app = express();

for (const route of routes) app[route.method](route.path, route.handler);

module.exports = app;
