const { safeRedirect } = require('./security/redirect');
app.get('/login', (req, res) => {
  res.redirect(req.user ? safeRedirect(req.query.next) : 'https://login.example/start');
});
