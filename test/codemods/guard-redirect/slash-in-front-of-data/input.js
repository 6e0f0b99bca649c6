app.get('/next/:page', (req, res) => res.redirect('/' + req.params.page));
app.get('/again/:page', (req, res) => res.redirect(`/${req.params.page}?again`));
