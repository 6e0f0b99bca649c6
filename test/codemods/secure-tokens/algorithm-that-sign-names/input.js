const jwt = require('jsonwebtoken');
const config = require('./config');
const { secret } = config;
exports.check = (token) => jwt.verify(token, config.secret);
exports.checkToo = (token) => jwt.verify(token, secret);
exports.checkPair = (token) => jwt.verify(token, config.publicKey);
