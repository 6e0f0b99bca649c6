const User = require('./user');

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email, active: true }); // by address
  res.json(user);
};
