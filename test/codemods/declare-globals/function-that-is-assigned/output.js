const users = require('./users');

module.exports = function (req, name, done) {
  const findOrCreate = function () {
    users.find(name, (err, user) => (user ? done(null, user) : done(err)));
  };
  process.nextTick(findOrCreate);
};
