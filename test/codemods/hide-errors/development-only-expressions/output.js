const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  if (!isProduction) res.send(err.stack);
  else if (!config.isDev) res.send(publicMessage(err));
  isDev ? res.send(err.stack) : res.send(publicMessage(err));
  isDev && res.write(err.stack);
});
