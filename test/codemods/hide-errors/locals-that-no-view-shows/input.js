app.use((err, req, res, next) => {
  res.locals.errorMessage = err.message;
  next(err);
});
