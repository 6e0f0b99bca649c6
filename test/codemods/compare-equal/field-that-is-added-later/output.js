exports.login = async (req, res) => {
  const filter = {};
  if (req.body.email) filter.email = { $eq: req.body.email };
  res.json(await User.findOne(filter));
};
