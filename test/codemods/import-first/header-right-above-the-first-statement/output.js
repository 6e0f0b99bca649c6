// server.js
require('./security/env')
const app = require('./app')
