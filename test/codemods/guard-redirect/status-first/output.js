var { safeRedirect } = require('./security/redirect')
app.get('/go', function (req, res) {
  var to = req.query.to;
  res.redirect(301, safeRedirect(to));
})
