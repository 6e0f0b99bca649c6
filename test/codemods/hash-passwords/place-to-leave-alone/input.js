const md5 = require('md5');
const User = require('./user');

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  // tempered-ignore-next-line passwords/fast-hash -- goes away with the migration
  if (user.password !== md5(req.body.password)) return res.status(401).end();
  res.json({ id: user.id });
};
