app.get('/login', (req, res) => {
  res.cookie('token', sign(req.user), { maxAge: 3600000, httpOnly: true });
  res.cookie('session', id, {
    path: '/',
    maxAge: 3600000, // an hour
    httpOnly: true,
  });
  res.cookie('sid', id, {
    path: '/', // everywhere
    httpOnly: true
  });
  res.status(201).cookie('jwt', token, { httpOnly: true }).json({ ok: true });
});
