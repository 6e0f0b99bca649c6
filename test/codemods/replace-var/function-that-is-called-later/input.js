#!/usr/bin/env node
var http = require('http');
var port = normalize(process.env.PORT);
var server = http.createServer(function (req, res) {
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
  var address = server.address();
  console.log(address.port);
}
