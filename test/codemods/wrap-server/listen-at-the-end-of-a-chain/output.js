const express = require('express')
const { protectServer } = require('./security')

protectServer(express()
  .use(express.json())
  .listen(3000))
