#!/usr/bin/env node
const http = require('http');
const port = normalize(process.env.PORT);
const server = http.createServer(function (req, res) {
  res.end();
});
server.listen(port);
server.on('error', onError);
server.on('listening', onListening);

function normalize(value) {
  return Number(value);
}

function onError(error) {
  throw new Error(port + error.message);
}

function onListening() {
  const address = server.address();
  console.log(address.port);
}
