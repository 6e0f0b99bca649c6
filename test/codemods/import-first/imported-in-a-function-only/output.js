require('./security/env');
exports.start = () => require('./security/env').PORT;
