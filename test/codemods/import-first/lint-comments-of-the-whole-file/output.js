/* eslint-disable no-console, import/first */
/* eslint-env node */
require('./security/env');
const app = require('./app');
console.log(app);
