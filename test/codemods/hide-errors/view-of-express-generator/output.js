var createError = require('http-errors');
var express = require('express');
var { publicMessage } = require('./security');

var app = express();

// error handler
app.use(function(err, req, res, next) {
  // set locals, only providing error in development
  res.locals.message = publicMessage(err);
  res.locals.error = req.app.get('env') === 'development' ? err : {};

  // render the error page
  res.status(err.status || 500);
  res.render('error');
});

module.exports = app;
