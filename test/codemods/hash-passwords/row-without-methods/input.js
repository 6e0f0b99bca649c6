const md5 = require('md5');
const User = require('./user');

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email }).lean();
  if (user.password !== md5(req.body.password)) return res.status(401).end();
  res.json({ id: user._id });
};
