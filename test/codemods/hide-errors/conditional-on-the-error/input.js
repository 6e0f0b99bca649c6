app.get('/', (req, res) => load().catch((err) => {
  res.status(500).json({ message: err instanceof ShopError ? err.message : 'Something went wrong.' });
}));
