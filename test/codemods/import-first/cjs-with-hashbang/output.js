#!/usr/bin/env node

/**
 * Module dependencies.
 */

require('./security/env');
var app = require('../app');
var http = require('http');
