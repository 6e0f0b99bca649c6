const jwt = require('jsonwebtoken');
const { verifyOptions } = require('./config');

exports.check = (token, options) => jwt.verify(token, process.env.JWT_SECRET, options);
exports.checkToo = (token) => jwt.verify(token, process.env.JWT_SECRET, verifyOptions);
exports.checkAll = (...given) => jwt.verify(...given);
