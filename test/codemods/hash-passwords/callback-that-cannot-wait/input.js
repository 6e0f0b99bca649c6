const md5 = require('md5');
const User = require('./user');

exports.login = (req, res) => {
  User.findOne({ email: req.body.email }, (err, user) => {
    if (user.password !== md5(req.body.password)) return res.status(401).end();
    res.json({ id: user.id });
  });
};
