const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  if (err instanceof ShopError) return res.status(err.status).json({ message: err.message });
  if (err.name === 'ValidationError') return res.status(400).json({ message: err.message, stack: publicMessage(err) });
  if (err instanceof Error) return res.status(500).json({ message: publicMessage(err) });
  next(err);
});
