app.use((err, req, res, next) => {
  let { statusCode, message } = err;
  let text = err.message;
  if (config.production && !err.isOperational) {
    message = 'Internal server error';
    text = message;
  }
  res.status(statusCode).send({ message, text });
});
