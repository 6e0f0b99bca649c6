const { secureApp } = require('./security');
module.exports = secureApp(require('express')());
