const jwt = require('./jwt');
const { verify } = require('argon2');
jwt.verify(token, process.env.JWT_SECRET);
verify(hash, process.env.JWT_SECRET);
crypto.verify('sha256', data, process.env.JWT_SECRET, signature);
