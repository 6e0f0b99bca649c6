function login(req, res) {
  // tempered-ignore-next-line cookies/no-http-only -- the page shows who is logged in
  res.cookie('token', token);
  res.cookie('sid', token);
}
