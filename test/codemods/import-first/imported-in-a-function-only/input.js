exports.start = () => require('./security/env').PORT;
