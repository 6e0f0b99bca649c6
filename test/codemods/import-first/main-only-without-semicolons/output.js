if (require.main === module) require('./security/env');
(function main() {
  module.exports = require('./app')
})()
