const { promisify } = require('util');
const jwt = require('jsonwebtoken');
const verify = promisify(jwt.verify);

exports.protect = async (req, res, next) => {
  const decoded = await promisify(jwt.verify)(req.cookies.jwt, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  const again = await verify(req.cookies.jwt, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  next();
};
