const { publicMessage } = require('./security');

exports.login = async (req, res) => {
  const result = {};
  try {
    result.user = await find(req.body.name);
  } catch (err) {
    result.status = 500;
    result.error = err;
  }
  res.status(result.status).send(result);
};

exports.logout = async (req, res) => {
  const result = {};
  try {
    await leave(req);
  } catch (err) {
    result.error = err;
  }
  if (config.env !== 'development') delete result.error;
  res.send(result);
};
