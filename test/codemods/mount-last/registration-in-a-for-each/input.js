const express = require('express')
const app = express()
const routes = require('./routes')

routes.forEach((route) => app.use(route))

app.listen(3000)
