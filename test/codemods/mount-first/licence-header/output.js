/*!
 * shop
 * Copyright(c) 2014 The Shop Authors
 * MIT Licensed
 */

/**
 * Module dependencies.
 */

var { secureApp } = require('./security');
var app = require('express')();
secureApp(app);

app.use(routes);
