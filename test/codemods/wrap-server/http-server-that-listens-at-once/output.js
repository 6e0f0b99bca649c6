const http = require('http');
const app = require('./app');
const { protectServer } = require('./security');

protectServer(http.createServer(app)).listen(3000);
