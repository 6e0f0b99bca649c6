const { safeRedirect } = require('./security/redirect');
app.get('/next/:page', (req, res) => res.redirect(safeRedirect('/' + req.params.page)));
app.get('/again/:page', (req, res) => res.redirect(safeRedirect(`/${req.params.page}?again`)));
