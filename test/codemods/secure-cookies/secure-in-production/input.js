function login(req, res) {
  res.cookie('token', token, { httpOnly: true });
  res.cookie('sid', token, { secure: false });
  res.cookie('jwt', token, { secure: process.env.NODE_ENV === 'production' });
  res.cookie('session', token, { secure: isProduction });
}
