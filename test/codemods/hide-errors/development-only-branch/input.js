app.use((err, req, res, next) => {
  if (process.env.NODE_ENV !== 'production') {
    return res.status(500).send(err.stack);
  }
  res.status(500).send(err.message);
});
