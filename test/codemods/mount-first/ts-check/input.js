// @ts-check
/** @type {import('express').Express} */
const app = require('express')();

app.use(routes);
