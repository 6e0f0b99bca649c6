const express = require('express')
const app = express()
const routes = require('./routes')
const { handleErrors } = require('./security')

routes.forEach((route) => app.use(route))
handleErrors(app)

app.listen(3000)
