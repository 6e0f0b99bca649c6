module.exports = async (req, res) => {
  if (req.body.password !== req.body.confirmPassword) return res.status(400).end();
  res.end();
};
