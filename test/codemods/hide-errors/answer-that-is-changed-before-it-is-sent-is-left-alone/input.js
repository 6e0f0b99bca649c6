module.exports = (err, req, res, next) => {
  const answer = { code: err.status, message: err.message, stack: err.stack };
  if (config.env !== 'development') strip(answer);
  res.status(err.status).json(answer);
};
