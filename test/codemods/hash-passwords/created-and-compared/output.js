const md5 = require('md5');
const { User } = require('./models');
const { hashPassword, verifyPassword } = require('./security/passwords');

exports.register = async (req, res) => {
  const { email, password } = req.body;
  res.json(await User.create({ email, password: await hashPassword(password) }));
};

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  if (!(await verifyPassword(req.body.password, user?.password, {
    old: (password) => md5(password),
    renew: (hash) => user?.updateOne({ password: hash }),
  })) || !user) return res.status(401).end();
  res.json({ id: user.id });
};
