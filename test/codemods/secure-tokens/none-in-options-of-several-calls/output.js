const jwt = require('jsonwebtoken');
const options = { issuer: 'shop', algorithms: ['HS256'] };
exports.one = (token) => jwt.verify(token, process.env.JWT_SECRET, options);
exports.two = (token) => jwt.verify(token, process.env.JWT_SECRET, options);
