// @ts-check

/** @type {import('./app').App} */
const app = require('./app');
