function login(req, res) {
  res.cookie('token', token, { httpOnly: true, secure: process.env.NODE_ENV === 'production' });
  res.cookie('sid', token, { secure: process.env.NODE_ENV === 'production' });
  res.cookie('jwt', token, { secure: process.env.NODE_ENV === 'production' });
  res.cookie('session', token, { secure: isProduction });
}
