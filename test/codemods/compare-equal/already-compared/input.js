exports.login = (req, res) => User.findOne({ email: { $eq: req.body.email } });
