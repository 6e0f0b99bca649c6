const app = require('./app');

var server = app.listen(3000, function () {
  console.log(server.address());
});
const again = function (n) {
  return n > 0 ? again(n - 1) : null;
};
const routes = {
  list: function () {
    return routes.all;
  },
  all: [],
};
module.exports = { again, routes };
