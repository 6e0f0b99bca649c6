/* eslint-disable no-console, import/first */
/* eslint-env node */
const app = require('./app');
console.log(app);
