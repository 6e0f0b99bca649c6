app.use((err, req, res, next) => {
  res.status(err.status).json({ code: err.code, status: err.status });
});
