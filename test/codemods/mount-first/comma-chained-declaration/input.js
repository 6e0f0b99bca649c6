var express = require('express'),
    http = require('http'),
    app = express(),
    port = process.env.PORT || 3000;

app.use(express.json());
http.createServer(app).listen(port);
