var { secureApp } = require('./security');
var express = require('express'),
    http = require('http'),
    app = express(),
    port = process.env.PORT || 3000;
secureApp(app);

app.use(express.json());
http.createServer(app).listen(port);
