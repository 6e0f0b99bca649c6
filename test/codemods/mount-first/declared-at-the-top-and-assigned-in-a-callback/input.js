const express = require('express')
let app = null

connect(() => {
  app = express()
  app.use(express.json())
})
