app.get('/list', (req, res) => {
  const items = req.query.names.map((name) => `<li>${name}</li>`).join('');
  res.send('<ul>' + items + '</ul>');
});
