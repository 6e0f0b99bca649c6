app.use((err, req, res, next) => {
  if (req.xhr) return res.end(String(err.message));
  res.write(err.toString());
  res.end(JSON.stringify(err));
});
