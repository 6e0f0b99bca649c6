if (require.main === module) require('./security/env');
module.exports = require('./app');
