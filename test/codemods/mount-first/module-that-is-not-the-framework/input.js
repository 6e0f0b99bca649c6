'use strict'

var express = require('../../');

var app = module.exports = express();
