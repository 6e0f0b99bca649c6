app.post('/profile', (req, res) => {
  if (!req.body.name) return res.redirect(req.get('Referrer') || '/profile');
  res.redirect(req.headers.referer);
});
