const PAGES = new Set(['/a', '/b']);

app.get('/go', (req, res) => {
  const { to } = req.query;
  if (!PAGES.has(to)) return res.redirect('/');
  res.redirect(to);
});
