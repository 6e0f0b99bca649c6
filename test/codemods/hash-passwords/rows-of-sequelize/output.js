const sha256 = require('sha256');
const { User } = require('./models');
const { verifyPassword } = require('./security/passwords');

module.exports = async (req, res) => {
  const user = await User.findByPk(req.params.id);
  if (!(await verifyPassword(req.body.password, user.password, {
    old: (password) => sha256(password),
    renew: (hash) => user.update({ password: hash }),
  }))) return res.sendStatus(401);
  res.json({ id: user.id });
};
