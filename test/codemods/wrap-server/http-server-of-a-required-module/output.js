const { protectServer } = require('./security')
const server = protectServer(require('node:http').createServer(require('./app'))).listen(3000)
