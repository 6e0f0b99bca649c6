const jwt = require('jsonwebtoken');
exports.check = (token) => jwt.verify(token, process.env.JWT_SECRET);
