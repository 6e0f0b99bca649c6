app.post('/logout', (req, res) => {
  res.cookie('token', '', { path: '/' });
  res.cookie('jwt', 'gone', { maxAge: 0 });
  res.cookie('session', 'none', { expires: new Date(0) });
  res.cookie('sid', 'none', { maxAge: -1 });
});
