/* shop */ require('./security/env');
const app = require('./app');
