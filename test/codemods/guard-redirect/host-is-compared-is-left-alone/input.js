app.get('/go', (req, res) => {
  const target = new URL(req.query.to, own);
  res.redirect(target.host === new URL(own).host ? target.href : '/');
});
