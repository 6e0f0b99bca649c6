const express = require('express')
const app = express()

;(async () => {
  app.use(await routes())
})()
