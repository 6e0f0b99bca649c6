app.get('/login', (req, res) => {
  res.redirect(req.user ? req.query.next : 'https://login.example/start');
});
