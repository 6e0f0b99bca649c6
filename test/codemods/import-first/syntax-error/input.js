const app = require('./app'
