const a = require('./lib/security');
