const jwt = require('jsonwebtoken');
const check = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'], ignoreExpiration: true });
const checkToo = (token) =>
  jwt.verify(token, process.env.JWT_SECRET, {
    ignoreExpiration: true,
    algorithms: ['HS256'],
  });
const refreshToken = (token) => jwt.verify(token, process.env.JWT_SECRET, { ignoreExpiration: true });
const checkAll = (token) => jwt.verify(token, process.env.JWT_SECRET, { ignoreExpiration: false });
