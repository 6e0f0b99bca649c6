var express = require('express');
var { secureApp } = require('./security');

module.exports = express();
secureApp(module.exports);

module.exports.use(express.json());
module.exports.get('/', function (req, res) { res.send('hello'); });
