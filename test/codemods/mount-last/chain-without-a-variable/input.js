const express = require('express')

express()
  .use(express.json())
  .get('/', (req, res) => res.send('hello'))
  .listen(3000)
