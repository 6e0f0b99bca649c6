const User = require('./user');
const { hashPassword, verifyPassword } = require('./security/passwords');

exports.signup = async (req, res) => {
  const { name, password } = req.body;
  await User.create({ name, password: await hashPassword(password) });
  res.redirect('/login');
};

exports.login = async (req, res) => {
  const user = await User.findOne({ name: req.body.name });
  if (user && await verifyPassword(req.body.password, user.password, {
    old: (password) => password,
    renew: (hash) => user.updateOne({ password: hash }),
  })) return res.redirect('/');
  res.redirect('/login');
};
