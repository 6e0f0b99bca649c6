var express = require('express');

module.exports = express();

module.exports.use(express.json());
module.exports.get('/', function (req, res) { res.send('hello'); });
