express = require('express')
app = express()
app.use(express.json())
app.listen(8080)
