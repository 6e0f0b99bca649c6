const { secureApp } = require('./security');
const express = require('express'),
  app = secureApp(express()),
  api = app.use('/api', require('./api')),
  port = 3000;

app.listen(port);
