function login(req, res) {
  res.cookie('token', token, { httpOnly: false, path: '/' });
}
