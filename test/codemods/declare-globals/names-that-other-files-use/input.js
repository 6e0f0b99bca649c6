const http = require('http');

server = http.createServer();
port = 3000;
server.listen(port);
