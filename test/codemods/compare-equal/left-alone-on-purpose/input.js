exports.login = async (req, res) => {
  // tempered-ignore-next-line nosql/filter -- the gateway checks the type
  res.json(await User.findOne({ email: req.body.email }));
};
