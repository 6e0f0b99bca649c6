app.get('/go', (req, res) => {
  res.writeHead(302, { Location: req.query.url });
  res.end();
});
app.get('/set', (req, res) => {
  res.status(302).set('location', req.query.url).end();
});
