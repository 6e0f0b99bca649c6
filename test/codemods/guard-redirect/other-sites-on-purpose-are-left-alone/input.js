app.get('/go', (req, res) => {
  res.redirect('https://' + req.query.shop);
  res.redirect(req.query.partner ? req.query.url : req.query.other);
});
app.get('/out', (req, res) => {
  let url = config.shop;
  if (req.query.url) url = req.query.url;
  res.redirect(url);
});
