var exports = (module.exports = {});
var require = require('esm')(module);
exports.load = require('./load');
