const { cookieOptions } = require('./config');
const login = (req, res, options) => {
  res.cookie('token', sign(req.user), cookieOptions);
  res.cookie('session', id, options);
  res.cookie('sid', id, { ...cookieOptions, path: '/' });
  res.cookie(...args);
};
