const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  if (req.xhr) return res.end(String(publicMessage(err)));
  res.write(publicMessage(err));
  res.end(JSON.stringify(publicMessage(err)));
});
