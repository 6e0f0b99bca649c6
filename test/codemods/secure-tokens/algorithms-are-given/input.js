const jwt = require('jsonwebtoken');
exports.check = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
exports.checkToo = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: config.algorithms });
