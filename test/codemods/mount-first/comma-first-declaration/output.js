var { secureApp } = require('./security');
var express = require('express')
  , app = express()
  , server = require('http').createServer(app);
secureApp(app);

app.use(routes);
