const express = require('express');
const { secureApp } = require('./security');
const app = express(); secureApp(app); /* one
  for all */
app.use(express.json());
