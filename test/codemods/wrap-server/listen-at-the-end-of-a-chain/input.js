const express = require('express')

express()
  .use(express.json())
  .listen(3000)
