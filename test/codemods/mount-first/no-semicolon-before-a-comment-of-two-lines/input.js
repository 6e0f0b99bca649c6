const express = require('express')
const app = express() /* the one
  and only */
app.use(express.json())
