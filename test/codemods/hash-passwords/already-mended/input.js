const md5 = require('md5');
const User = require('./user');
const { verifyPassword } = require('./security/passwords');

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  if (!(await verifyPassword(req.body.password, user?.password, { old: (password) => md5(password) }))) return res.status(401).end();
  res.json({ id: user.id });
};
