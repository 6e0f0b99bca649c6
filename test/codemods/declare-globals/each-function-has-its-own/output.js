const db = require('./db');

module.exports.list = function (req, res) {
  db.all().then((users) => {
    const output = { users };
    res.render('list', output);
  });
};

module.exports.show = async function (req, res) {
  let user = await db.find(req.params.id);
  // Renamed for the view.
  user.title = user.name;
  if (!user.title) user = null;
  res.render('show', { user: user });
};
