const User = require('./user');

exports.signup = async (req, res) => {
  const { name, password } = req.body;
  await User.create({ name, password });
  res.redirect('/login');
};

exports.login = async (req, res) => {
  const user = await User.findOne({ name: req.body.name });
  if (user && user.password === req.body.password) return res.redirect('/');
  res.redirect('/login');
};
