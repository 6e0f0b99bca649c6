const session = require('express-session');
const pkg = require('./package.json');

module.exports = session({ secret: process.env.SESSION_SECRET, name: pkg.name });
