app.get('/', (req, res) => {
  db.get(sql, (err, row) => (err ? res.json(err) : res.json(row)));
});
app.post('/', (req, res) => {
  db.run(sql, (err) => {
    if (err) return res.send(err);
    res.end();
  });
});
