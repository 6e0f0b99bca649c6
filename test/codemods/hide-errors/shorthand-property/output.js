const { publicMessage } = require('./security');
app.get('/', (req, res) => {
  db.get(sql, (err, row) => {
    if (err) return res.status(500).json({ err: publicMessage(err) });
    res.json({ row });
  });
});
