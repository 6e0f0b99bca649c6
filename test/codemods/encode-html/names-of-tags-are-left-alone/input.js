app.get('/page', (req, res) => {
  res.send(`<${req.query.tag}>Title</${req.query.tag}>`);
});
app.get('/heading', (req, res) => res.send('<h' + req.query.level + '>'));
