const express = require('express')
const app = express()
app.use(routes)

;(async () => {
  await connect()
  console.log('connected')
})()
