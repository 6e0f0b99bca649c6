// server.js
const app = require('./app')
