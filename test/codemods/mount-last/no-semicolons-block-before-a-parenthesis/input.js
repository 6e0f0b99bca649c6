const express = require('express')
const app = express()
if (process.env.DOCS) {
  app.use('/docs', docs)
}
(async () => {
  await connect()
})()
