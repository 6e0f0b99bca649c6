/*!
 * shop
 * Copyright(c) 2014 The Shop Authors
 * MIT Licensed
 */

/**
 * Module dependencies.
 */

var app = require('express')();

app.use(routes);
