app.use((req, res, next) => {
  req.log.info('called with ' + req.headers.authorization);
  next();
});
