const rules = require('./rules');

module.exports = { rules };
