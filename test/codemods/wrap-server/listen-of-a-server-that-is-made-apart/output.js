const http = require('http');
const { protectServer } = require('./security');

const server = http.createServer(app);
protectServer(server.listen(3000));
