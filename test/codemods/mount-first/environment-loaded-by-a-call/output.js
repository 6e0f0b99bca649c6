require('dotenv').config();
const { secureApp } = require('./security');

module.exports = require('express')();
secureApp(module.exports);
