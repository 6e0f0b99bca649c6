const session = require('express-session');
const pkg = require('./package.json');

module.exports = session({ secret: pkg.name, name: pkg.name });
