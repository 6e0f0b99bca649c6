const express = require('express')
const app = express()
;['/a', '/b'].forEach((path) => app.use(path, page))
;[1, 2].forEach((n) => console.log(n))
