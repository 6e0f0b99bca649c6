app.get('/login', (req, res) => {
  res.cookie('token', sign(req.user), { maxAge: 3600000 });
  res.cookie('session', id, {
    path: '/',
    maxAge: 3600000, // an hour
  });
  res.cookie('sid', id, {
    path: '/' // everywhere
  });
  res.status(201).cookie('jwt', token, {}).json({ ok: true });
});
