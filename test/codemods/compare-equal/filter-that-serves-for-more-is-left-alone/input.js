exports.login = async (req, res) => {
  const filter = { email: req.body.email };
  const user = (await User.findOne(filter)) ?? (await User.create(filter));
  res.json(user);
};
