app.use((err, req, res, next) => {
  if (/[\p{L}--[a-z]]/v.test(req.path)) return next(err);
  res.send(err.message);
});
