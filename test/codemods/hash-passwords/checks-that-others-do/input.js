const md5 = require('md5');
const { User } = require('./models');

exports.register = async (req, res) => {
  res.json(await User.create({ password: md5(req.body.password) }));
};
