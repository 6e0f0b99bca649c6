const a = require('./security');
