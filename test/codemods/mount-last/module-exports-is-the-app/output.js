var express = require('express');
var { handleErrors } = require('./security');

module.exports = express();

module.exports.use(express.json());
module.exports.get('/', function (req, res) { res.send('hello'); });
handleErrors(module.exports);
