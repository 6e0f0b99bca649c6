const express = require('express')
const app = express()
;[json, forms].forEach((parser) => app.use(parser))
