var express = require('express'); var { secureApp } = require('./security'); var app = express(); secureApp(app); app.use(express.json()); app.listen(3000);
