function login(req, res) {
  res.cookie('token', sign(req.user));
  res.cookie(
    'session',
    sign(req.user)
  );
  res.cookie('refresh_token', sign(req.user), undefined);
}
