// @ts-check
const { secureApp } = require('./security');
/** @type {import('express').Express} */
const app = require('express')();
secureApp(app);

app.use(routes);
