app.use((err, req, res, next) => {
  if (!isProduction) res.send(err.stack);
  else if (!config.isDev) res.send(err.message);
  isDev ? res.send(err.stack) : res.send(err.message);
  isDev && res.write(err.stack);
});
