app.get('/data', (req, res) => {
  res.json({ name: req.query.name });
});
app.get('/text', (req, res) => {
  res.type('text/plain').send('<b>' + req.query.name);
});
app.get('/csv', (req, res) => {
  res.setHeader('Content-Type', 'text/csv');
  res.end(`${req.query.name};`);
});
app.post('/body', (req, res) => res.send(req.body));
app.get('/format', (req, res) =>
  res.format({
    'text/plain': () => res.send('<' + req.query.name),
    json: () => res.send({ name: req.query.name }),
  }),
);
