const express = require('express')
const { secureApp } = require('./security')
let app = null

connect(() => {
  app = express()
  secureApp(app)
  app.use(express.json())
})
