require('./security/env');
import http = require('http');

http.createServer().listen(3000);
