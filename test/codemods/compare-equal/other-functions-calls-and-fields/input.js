exports.register = (req, res) => User.findOne({ email: req.body.email });
exports.login = (req, res) => {
  Account.findOne({ email: req.body.email });
  User.findOne({ name: req.body.email, email: req.body.mail });
  User.findOne({ email: { $ne: req.body.email } });
  return User.create({ email: req.body.email });
};
