const sha256 = require('sha256');
const { User } = require('./models');

module.exports = async (req, res) => {
  const user = await User.findByPk(req.params.id);
  if (user.password !== sha256(req.body.password)) return res.sendStatus(401);
  res.json({ id: user.id });
};
