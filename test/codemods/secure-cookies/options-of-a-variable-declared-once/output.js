const cookieOptions = {
  maxAge: 3600000,
  httpOnly: true,
};

function login(req, res) {
  res.cookie('token', sign(req.user), cookieOptions);
  res.cookie('refresh_token', sign(req.user), cookieOptions);
}
