const md5 = require('md5');
const User = require('./user');

exports.login = async (req, res) => {
  res.json(await User.findOne({ email: req.body.email, password: md5(req.body.password) }));
};
