const express = require('express')
const { secureApp } = require('./security')
const app = express(); secureApp(app); /* the one
  and only */
app.use(express.json())
