const md5 = require('md5');
const { User } = require('./models');

exports.register = async (req, res) => {
  const { email, password } = req.body;
  res.json(await User.create({ email, password: md5(password) }));
};

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  if (!user || user.password !== md5(req.body.password)) return res.status(401).end();
  res.json({ id: user.id });
};
