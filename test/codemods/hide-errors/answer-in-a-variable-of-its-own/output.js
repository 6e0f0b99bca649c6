const { publicMessage } = require('./security');
module.exports = (err, req, res, next) => {
  const answer = { code: 500, message: publicMessage(err) };
  res.status(500).json(answer);
};
