const jwt = require('jsonwebtoken');
const config = require('./config');
const { secret } = config;
exports.check = (token) => jwt.verify(token, config.secret, { algorithms: ['HS512'] });
exports.checkToo = (token) => jwt.verify(token, secret, { algorithms: ['HS512'] });
exports.checkPair = (token) => jwt.verify(token, config.publicKey);
