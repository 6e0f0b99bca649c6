var express = require('express');
var app = express();

var passport = require('passport');
var routes = require('./routes');

app.use(passport.initialize());
app.use(routes);
