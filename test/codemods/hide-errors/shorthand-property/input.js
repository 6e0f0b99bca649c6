app.get('/', (req, res) => {
  db.get(sql, (err, row) => {
    if (err) return res.status(500).json({ err });
    res.json({ row });
  });
});
