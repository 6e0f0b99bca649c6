app.use((req, res, next) => {
  req.log.info('called with ' + '[redacted]');
  next();
});
