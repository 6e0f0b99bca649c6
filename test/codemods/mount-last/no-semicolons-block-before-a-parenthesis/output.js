const express = require('express')
const { handleErrors } = require('./security')
const app = express()
if (process.env.DOCS) {
  app.use('/docs', docs)
}
handleErrors(app);
(async () => {
  await connect()
})()
