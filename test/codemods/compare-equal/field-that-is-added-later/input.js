exports.login = async (req, res) => {
  const filter = {};
  if (req.body.email) filter.email = req.body.email;
  res.json(await User.findOne(filter));
};
