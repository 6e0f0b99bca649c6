app.use((err, req, res, next) => {
  if (process.env.NODE_ENV === 'production') {
    res.status(500).json({ error: err.message });
  } else {
    res.status(500).json({ error: err.message, stack: err.stack });
  }
});
