require('./security/env');
module.exports = { port: 3000 };
