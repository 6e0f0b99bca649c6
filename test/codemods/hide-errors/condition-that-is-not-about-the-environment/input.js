app.use((err, req, res, next) => {
  res.status(500).json({ message: verbose ? err.stack : err.message });
});
