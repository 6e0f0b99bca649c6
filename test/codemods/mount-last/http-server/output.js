const express = require('express');
const http = require('http');
const https = require('https');
const { handleErrors } = require('./security');

const app = express();
app.use(routes);
handleErrors(app);

http.createServer(app).listen(80);
https.createServer({ key, cert }, app).listen(443);
