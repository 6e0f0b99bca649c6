const { safeRedirect } = require('./security/redirect');

app.get('/go', (req, res) => res.redirect(safeRedirect(req.query.to)));
