#!/usr/bin/env node
var { secureApp } = require('./security');
var app = require('express')();
secureApp(app);
app.listen(3000);
