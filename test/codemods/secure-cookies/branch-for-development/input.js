function login(req, res) {
  if (process.env.NODE_ENV !== 'production') res.cookie('token', token);
  else res.cookie('token', token, { httpOnly: true });
}
