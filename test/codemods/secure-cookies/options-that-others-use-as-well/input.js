const cookieOptions = { maxAge: 3600000 };
const login = (req, res) => res.cookie('token', sign(req.user), cookieOptions);
module.exports = { login, cookieOptions };
