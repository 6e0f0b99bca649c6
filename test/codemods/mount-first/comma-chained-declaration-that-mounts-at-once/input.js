const express = require('express'),
  app = express(),
  api = app.use('/api', require('./api')),
  port = 3000;

app.listen(port);
