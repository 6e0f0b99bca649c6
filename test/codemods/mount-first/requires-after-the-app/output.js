var express = require('express');
var { secureApp } = require('./security');
var app = express();
secureApp(app);

var passport = require('passport');
var routes = require('./routes');

app.use(passport.initialize());
app.use(routes);
