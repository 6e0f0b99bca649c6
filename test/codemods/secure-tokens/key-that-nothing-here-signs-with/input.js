const jwt = require('jsonwebtoken');
exports.check = (token) => jwt.verify(token, process.env.PARTNER_PUBLIC_KEY);
exports.checkToo = (token) => jwt.verify(token, getKey);
exports.partner = (token) => jwt.verify(token, process.env.PARTNER_SECRET);
function getKey(header, callback) {
  client.getSigningKey(header.kid, callback);
}
