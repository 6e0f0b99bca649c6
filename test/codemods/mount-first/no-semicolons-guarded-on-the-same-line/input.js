const app = require('express')() ;[json, forms].forEach((parser) => app.use(parser))
