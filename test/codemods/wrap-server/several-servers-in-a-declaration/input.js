var http = require('http'),
    https = require('https'),
    plain = http.createServer(redirect),
    secure = https.createServer(options, app);
