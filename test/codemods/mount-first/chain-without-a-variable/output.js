const express = require('express')
const { secureApp } = require('./security')

secureApp(express())
  .use(express.json())
  .get('/', (req, res) => res.send('hello'))
  .listen(3000)
