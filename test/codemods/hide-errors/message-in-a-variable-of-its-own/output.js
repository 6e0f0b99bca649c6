const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  const status = err.status || 500;
  const message = publicMessage(err) || 'Something went wrong';
  res.status(status).json({ status, message });
});
