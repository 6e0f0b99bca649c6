'use strict'

/**
 * Module dependencies.
 */

var express = require('../../');
var path = require('node:path');
var { secureApp } = require('./security');

var app = module.exports = express();
secureApp(app);

// settings

app.set('view engine', 'ejs');
