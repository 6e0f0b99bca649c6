app.use((err, req, res, next) => {
  if (process.env.NODE_ENV === 'development' || req.query.debug) return res.send(err.stack);
  if (process.env.NODE_ENV === 'production' && req.xhr) res.end();
  else res.send(err.message);
});
