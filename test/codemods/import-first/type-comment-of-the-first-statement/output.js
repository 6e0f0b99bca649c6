// @ts-check

require('./security/env');
/** @type {import('./app').App} */
const app = require('./app');
