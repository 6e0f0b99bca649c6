const http = require('http');

server = http.createServer();
const port = 3000;
server.listen(port);
