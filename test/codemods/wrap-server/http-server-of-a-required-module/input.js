const server = require('node:http').createServer(require('./app')).listen(3000)
