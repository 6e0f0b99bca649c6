const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  res.status(500).json({ message: verbose ? publicMessage(err) : publicMessage(err) });
});
