app.get('/users', (req, res) => {
  db.query('SELECT * FROM users', (dbErr, rows) => {
    if (dbErr) return res.status(500).send(dbErr);
    res.json(rows);
  });
  shell.run((stderr, out) => res.send(stderr));
});
