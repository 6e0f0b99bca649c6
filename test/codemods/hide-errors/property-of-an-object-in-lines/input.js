module.exports = function onError(err, req, res, next) {
  res.status(err.status || 500);
  res.json({
    status: err.status,
    error: {
      message: err.message,
      details: err,
    },
  });
};
