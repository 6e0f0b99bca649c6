const { publicMessage } = require('./security');
app.get('/', (req, res) => {
  db.get(sql, (err, row) => (err ? res.json(publicMessage(err)) : res.json(row)));
});
app.post('/', (req, res) => {
  db.run(sql, (err) => {
    if (err) return res.send(publicMessage(err));
    res.end();
  });
});
