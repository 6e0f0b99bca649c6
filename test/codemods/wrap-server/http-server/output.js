#!/usr/bin/env node

/**
 * Module dependencies.
 */

var app = require('../app');
var debug = require('debug')('shop:server');
var http = require('http');
var { protectServer } = require('./security');

var port = normalizePort(process.env.PORT || '3000');
app.set('port', port);

/**
 * Create HTTP server.
 */

var server = protectServer(http.createServer(app));

server.listen(port);
server.on('error', onError);
