module.exports = (err, req, res, next) => {
  const answer = { code: 500, message: err.message };
  res.status(500).json(answer);
};
