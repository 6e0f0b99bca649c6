var { protectServer } = require('./security');
var http = require('http'),
    https = require('https'),
    plain = http.createServer(redirect),
    secure = protectServer(https.createServer(options, app));
