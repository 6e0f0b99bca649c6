require('dotenv').config();

module.exports = require('express')();
