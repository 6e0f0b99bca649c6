const { other } = require('./security');
other();
