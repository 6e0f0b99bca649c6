function login(req, res) {
  res.cookie('token', sign(req.user), { httpOnly: true });
  res.cookie(
    'session',
    sign(req.user),
    { httpOnly: true }
  );
  res.cookie('refresh_token', sign(req.user), { httpOnly: true });
}
