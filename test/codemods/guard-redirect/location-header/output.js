const { safeRedirect } = require('./security/redirect');
app.get('/go', (req, res) => {
  res.writeHead(302, { Location: safeRedirect(req.query.url) });
  res.end();
});
app.get('/set', (req, res) => {
  res.status(302).set('location', safeRedirect(req.query.url)).end();
});
