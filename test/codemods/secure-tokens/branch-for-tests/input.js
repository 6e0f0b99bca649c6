const jwt = require('jsonwebtoken');
const check = (token) =>
  process.env.NODE_ENV === 'test' ? jwt.verify(token, process.env.JWT_SECRET) : verifyRemote(token);
